using MlDsl.Reports;
using MlDsl.Tasks.Tests.Anomalies;

namespace MlDsl.Tasks.Tests.Clusters;

/// <summary>Reports of models that learn no labels say what there is to say, and what there is not.</summary>
public sealed class UnlabeledReportTests
{
    [Fact]
    public void AnomaliesAreReported()
    {
        Split<Payment> split = Payments.Split();
        string page = Page(path => PaymentModel.Fit(split.Train).WriteReport(path, split.Validation));
        foreach (string said in new[] { "flagged", "Rows without a label do not tell", "have no loss of their own", "an anomaly from score", "Amount" }) Assert.Contains(said, page, StringComparison.Ordinal);
    }

    [Fact]
    public void ClustersAreReported()
    {
        Split<Guest> split = Guests.Split();
        string page = Page(path => GuestModel.Fit(split.Train).WriteReport(path, split.Validation));
        foreach (string said in new[] { "cluster 2", "Clusters have no labels", "have no loss of their own", "Nights" }) Assert.Contains(said, page, StringComparison.Ordinal);
    }

    private static string Page(Action<string> write)
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.html");
        try
        {
            write(path);
            return File.ReadAllText(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
