module ssmenv.io/control-plane/kubernetes

go 1.26.0

require k8s.io/kubernetes @KUBERNETES@

// The staging modules that k8s.io/kubernetes replaces with folders of its own repository.
replace (
	k8s.io/api => k8s.io/api @STAGING@
	k8s.io/apiextensions-apiserver => k8s.io/apiextensions-apiserver @STAGING@
	k8s.io/apimachinery => k8s.io/apimachinery @STAGING@
	k8s.io/apiserver => k8s.io/apiserver @STAGING@
	k8s.io/cli-runtime => k8s.io/cli-runtime @STAGING@
	k8s.io/client-go => k8s.io/client-go @STAGING@
	k8s.io/cloud-provider => k8s.io/cloud-provider @STAGING@
	k8s.io/cluster-bootstrap => k8s.io/cluster-bootstrap @STAGING@
	k8s.io/code-generator => k8s.io/code-generator @STAGING@
	k8s.io/component-base => k8s.io/component-base @STAGING@
	k8s.io/component-helpers => k8s.io/component-helpers @STAGING@
	k8s.io/controller-manager => k8s.io/controller-manager @STAGING@
	k8s.io/cri-api => k8s.io/cri-api @STAGING@
	k8s.io/cri-client => k8s.io/cri-client @STAGING@
	k8s.io/cri-streaming => k8s.io/cri-streaming @STAGING@
	k8s.io/csi-translation-lib => k8s.io/csi-translation-lib @STAGING@
	k8s.io/dynamic-resource-allocation => k8s.io/dynamic-resource-allocation @STAGING@
	k8s.io/endpointslice => k8s.io/endpointslice @STAGING@
	k8s.io/externaljwt => k8s.io/externaljwt @STAGING@
	k8s.io/kms => k8s.io/kms @STAGING@
	k8s.io/kube-aggregator => k8s.io/kube-aggregator @STAGING@
	k8s.io/kube-controller-manager => k8s.io/kube-controller-manager @STAGING@
	k8s.io/kube-proxy => k8s.io/kube-proxy @STAGING@
	k8s.io/kube-scheduler => k8s.io/kube-scheduler @STAGING@
	k8s.io/kubectl => k8s.io/kubectl @STAGING@
	k8s.io/kubelet => k8s.io/kubelet @STAGING@
	k8s.io/metrics => k8s.io/metrics @STAGING@
	k8s.io/mount-utils => k8s.io/mount-utils @STAGING@
	k8s.io/pod-security-admission => k8s.io/pod-security-admission @STAGING@
	k8s.io/sample-apiserver => k8s.io/sample-apiserver @STAGING@
	k8s.io/sample-cli-plugin => k8s.io/sample-cli-plugin @STAGING@
	k8s.io/sample-controller => k8s.io/sample-controller @STAGING@
	k8s.io/streaming => k8s.io/streaming @STAGING@
)
