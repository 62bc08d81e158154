"""Cases of regional data and of tags."""

from contract import case, named


@case("DescribeRegions: unknown", "400 InvalidParameterValue")
def _(cloud):
    return cloud.ec2.describe_regions(RegionNames=["moon-1"])


@case("DescribeRegions: by name", ["opt-in-not-required"])
def _(cloud):
    found = cloud.ec2.describe_regions(RegionNames=[cloud.region])["Regions"]
    return [one["OptInStatus"] for one in found]


@case("DescribeAvailabilityZones: unknown", "400 InvalidParameterValue")
def _(cloud):
    return cloud.ec2.describe_availability_zones(ZoneNames=[f"{cloud.region}z"])


@case("DescribeAvailabilityZones: of the region", {"available"})
def _(cloud):
    found = cloud.ec2.describe_availability_zones()["AvailabilityZones"]
    assert len(found) >= 3
    return {one["State"] for one in found if one["ZoneName"].startswith(cloud.region)}


@case("DescribeImages: unknown", "400 InvalidAMIID.NotFound")
def _(cloud):
    return cloud.ec2.describe_images(ImageIds=["ami-0123456789abcdef0"])


@case("DescribeImages: malformed id", "400 InvalidAMIID.Malformed")
def _(cloud):
    return cloud.ec2.describe_images(ImageIds=["image"])


@case("DescribeInstanceTypeOfferings: by type", ["t3.micro"])
def _(cloud):
    found = cloud.ec2.describe_instance_type_offerings(Filters=named("instance-type", "t3.micro"))
    return [one["InstanceType"] for one in found["InstanceTypeOfferings"]]


@case("DescribeInstanceTypeOfferings: of zones", {"availability-zone"})
def _(cloud):
    found = cloud.ec2.describe_instance_type_offerings(
        LocationType="availability-zone", Filters=named("instance-type", "t3.micro")
    )
    return {one["LocationType"] for one in found["InstanceTypeOfferings"]}


@case("DescribePrefixLists: of S3", 1)
def _(cloud):
    filters = named("prefix-list-name", f"com.amazonaws.{cloud.region}.s3")
    return len(cloud.ec2.describe_prefix_lists(Filters=filters)["PrefixLists"])


@case("DescribeManagedPrefixLists: the owner of S3's", ["AWS"])
def _(cloud):
    filters = named("prefix-list-name", f"com.amazonaws.{cloud.region}.s3")
    found = cloud.ec2.describe_managed_prefix_lists(Filters=filters)["PrefixLists"]
    return [one["OwnerId"] for one in found]


@case("DescribeVpcEndpointServices: of Systems Manager", [["Interface"]])
def _(cloud):
    name = f"com.amazonaws.{cloud.region}.ssm"
    found = cloud.ec2.describe_vpc_endpoint_services(ServiceNames=[name])["ServiceDetails"]
    return [[kind["ServiceType"] for kind in one["ServiceType"]] for one in found]


@case("DescribeVpcEndpointServices: unknown", "400 InvalidServiceName")
def _(cloud):
    return cloud.ec2.describe_vpc_endpoint_services(ServiceNames=["com.amazonaws.moon-1.ssm"])


def tagged(cloud):
    made = cloud.vpc()
    cloud.ec2.create_tags(Resources=[made], Tags=[{"Key": "a", "Value": "1"}])
    return made


def tags(cloud, resource):
    found = cloud.ec2.describe_tags(Filters=named("resource-id", resource))["Tags"]
    return [[tag["ResourceType"], tag["Key"], tag["Value"]] for tag in found]


@case("DescribeTags: of a resource", [["vpc", "a", "1"]])
def _(cloud):
    return tags(cloud, tagged(cloud))


@case("DeleteTags: by key and value, another value", [["vpc", "a", "1"]])
def _(cloud):
    made = tagged(cloud)
    cloud.ec2.delete_tags(Resources=[made], Tags=[{"Key": "a", "Value": "2"}])
    return tags(cloud, made)


@case("DeleteTags: by key", [])
def _(cloud):
    made = tagged(cloud)
    cloud.ec2.delete_tags(Resources=[made], Tags=[{"Key": "a"}])
    return tags(cloud, made)


@case("DeleteTags: all of a resource", [])
def _(cloud):
    made = tagged(cloud)
    cloud.ec2.delete_tags(Resources=[made])
    return tags(cloud, made)
