package io.ssmenv.aws.budget;

/**
 * How much of an API that reads the operator uses, and how much one call returns.
 *
 * @param burst calls in one burst
 * @param perSecond calls added each second
 * @param pageSize the largest page that the API returns [D]
 * @param regional whether each region has its own token bucket
 */
record ReadRate(int burst, double perSecond, int pageSize, boolean regional) {

  /** The share of a published burst. Listings and reads by id have one each. */
  private static final double BURST_SHARE = 0.3;

  /**
   * The share of a published rate: half of it for listings and reads by id together. The other half
   * is for people, pipelines and other controllers in the same account.
   */
  private static final double SHARE = 0.25;

  /** Half of that, because IAM may count writes in the same token bucket. */
  private static final double IAM_SHARE = SHARE / 2;

  static ReadRate of(String action) {
    return switch (action) {
      case "GetAccountAuthorizationDetails", "ListInstanceProfiles" ->
          new ReadRate(
              burst(RequestRate.IAM), RequestRate.IAM.perSecond() * IAM_SHARE, 1000, false);
      // One for each role, where the account does not allow the first one.
      case "GetRole" ->
          new ReadRate(burst(RequestRate.IAM), RequestRate.IAM.perSecond() * IAM_SHARE, 1, false);
      // These read one resource, so nothing but a listing calls them, for each of its resources.
      case "DescribeVpcAttribute" ->
          new ReadRate(
              2 * burst(RequestRate.READING), RequestRate.READING.perSecond() * SHARE * 2, 1, true);
      case "GetInstanceProfile" ->
          new ReadRate(
              2 * burst(RequestRate.IAM), RequestRate.IAM.perSecond() * IAM_SHARE * 2, 1, false);
      // One for each session document.
      case "GetDocument" ->
          new ReadRate(
              burst(RequestRate.DOCUMENTS), RequestRate.DOCUMENTS.perSecond() * SHARE, 1, true);
      case "ListDocuments" ->
          new ReadRate(
              burst(RequestRate.DOCUMENTS), RequestRate.DOCUMENTS.perSecond() * SHARE, 50, true);
      case "DescribeRouteTables" -> ec2(100);
      // Systems Manager publishes no rate for it, so that of EC2 is used.
      case "DescribeInstanceInformation" -> ec2(50);
      default -> ec2(1000);
    };
  }

  private static ReadRate ec2(int pageSize) {
    return new ReadRate(
        burst(RequestRate.READING), RequestRate.READING.perSecond() * SHARE, pageSize, true);
  }

  private static int burst(RequestRate rate) {
    return (int) Math.ceil(rate.capacity() * BURST_SHARE);
  }

  /** The calls of a listing that returns a number of items. */
  int pages(int items) {
    return Math.max(1, Math.ceilDiv(items, pageSize));
  }
}
