using System.Buffers;
using System.Text;
using System.Text.Json;
using MlDsl.Testing;
using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Clusters;

/// <summary>Clusters from rows to assignments, figures, files and exports.</summary>
public sealed class ClusteringModelTests
{
    private static readonly Split<Guest> Split = Guests.Split();
    private static readonly GuestModel Model = GuestModel.Fit(Split.Train);

    [Fact]
    public void RowsAreAssignedFromTheLargestClusterDown()
    {
        Assert.Equal(3, Model.Clusters);
        Guest[] rows = Guests.Make(60, 9);
        Assert.All(Enumerable.Range(0, rows.Length), i => Assert.Equal(Guests.KindOf(i), Model.Predict(rows[i].ToInput()).Cluster));
        Assert.All(rows, row => Assert.InRange(Model.Predict(row.ToInput()).Share, 0.9f, 1f));
        Assert.Equal(("Clustering", "KMeans", "3"), (Model.Card.Task, Model.Card.Trainer, Model.Card.Options["Clusters"]));
    }

    [Fact]
    public void MetricsSayHowDecidedAndHowLarge()
    {
        ClusterMetrics metrics = Model.Evaluate(Split.Validation);
        ClusterAssignment[] assigned = [.. Split.Validation.Rows.Select(static row => Model.Predict(row.ToInput()))];
        Assert.Equal(assigned.Average(static a => a.Share), metrics.Share.Value, 1e-5);
        for (int k = 0; k < 3; k++) Assert.Equal(assigned.Average(a => a.Cluster == k ? 1.0 : 0), metrics.Sizes[k].Value, 1e-12);
        Assert.True(metrics.Sizes[0].HasInterval);
        Assert.Equal(["share", "cluster 0", "cluster 1", "cluster 2"], metrics.Named.Select(static m => m.Name));
        Assessment<ClusterMetrics> final = GuestModel.Fit(Split.Train).Assess(Guests.Split().Test);
        Assert.Equal(final, JsonSerializer.Deserialize<Assessment<ClusterMetrics>>(JsonSerializer.Serialize(final)));
        Assert.StartsWith("Clustering on 180 rows", metrics.ToString(), StringComparison.Ordinal);
        Assert.Contains("Clusters have no labels", Assert.Throws<EvaluationException>(() => Model.Importance(Split.Validation)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SilhouettesAndStabilityTellTheRightNumber()
    {
        Metric three = Model.Silhouette(Split.Validation);
        GuestModel five = GuestModel.Fit(Split.Train, new KMeansOptions { Clusters = 5 });
        Assert.True(three.Low > five.Silhouette(Split.Validation).High && three.Value > 0.8, $"{three}");
        ClusterStability stable = GuestModel.Stability(Split.Train, resamples: 8), loose = GuestModel.Stability(Split.Train, new KMeansOptions { Clusters = 5 }, resamples: 8);
        Assert.Equal(1, stable.AdjustedRand.Value, 1e-12);
        Assert.True(loose.AdjustedRand.Value < 0.95, $"{loose}");
        Assert.Equal(8, stable.Resamples.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => GuestModel.Stability(Split.Train, resamples: 1));
    }

    [Fact]
    public void LabelsOfAnyKindAreNotLookedAt()
    {
        static float Nights(int i) => (i % 2 * 10) + (i % 7 / 10f);
        NumberedModel numbered = NumberedModel.Fit(Dataset<NumberedGuest>.FromRows(Enumerable.Range(0, 90).Select(static i => new NumberedGuest { Nights = Nights(i), Room = i * i })).SplitRandom(0, 0, seed: 1).Train);
        NamedModel named = NamedModel.Fit(Dataset<NamedGuest>.FromRows(Enumerable.Range(0, 90).Select(static i => new NamedGuest { Nights = Nights(i), Room = $"room {i}" })).SplitRandom(0, 0, seed: 1).Train);
        for (int i = 0; i < 20; i++) Assert.Equal(numbered.Predict(new NumberedGuest.Input { Nights = Nights(i) }), named.Predict(new NamedGuest.Input { Nights = Nights(i) }));
        Assert.NotEqual(numbered.Predict(new NumberedGuest.Input { Nights = 0 }).Cluster, numbered.Predict(new NumberedGuest.Input { Nights = 10 }).Cluster);
    }

    [Fact]
    public void FilesAndAnExportSayTheSame()
    {
        byte[] file = SavedBytes.Of(Model.Save);
        GuestFiles.AssertSame(Model, GuestModel.Load(file), [.. Split.Validation.Rows]);
        foreach (int threads in new[] { 1, 2, 7 }) Assert.Equal(file, SavedBytes.Of(GuestModel.Fit(Split.Train, control: new() { Threads = threads }).Save));
        Assert.Null(Model.WithReference(Split.Validation).Reference!.Losses);
    }

    [Fact]
    public void ContributionsSumToTheScores()
    {
        var guest = new Guest.Input { Nights = 7, Spent = 310, Season = "summer" };
        var contributions = new double[3 * Model.ExplainedColumns.Count];
        Model.Explain(in guest, contributions);
        double[] scores = [.. Enumerable.Range(0, 3).Select(k => Model.ExpectedScores[k] + contributions.Skip(k * 3).Take(3).Sum())];
        Assert.Equal(1, Array.IndexOf(scores, scores.Max()));
    }

    [Fact]
    public void AnAssignmentIsJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer)) ClusteringTask<NoLabel>.WriteJson(json, new ClusterAssignment(2, 0.75f));
        Assert.Equal("""{"cluster":2,"share":0.75}""", Encoding.UTF8.GetString(buffer.WrittenSpan));
        Assert.Equal("2 (share 0.75)", new ClusterAssignment(2, 0.75f).ToString());
    }

    [Fact]
    public void MoreClustersThanRowsAreNamed()
    {
        Guest[] rows = [.. Guests.Make(3), .. Guests.Make(3)];
        string message = Assert.Throws<TrainingException>(() => GuestModel.Fit(Dataset<Guest>.FromRows(rows).SplitRandom(0, 0, seed: 1).Train, new KMeansOptions { Clusters = 5 })).Message;
        Assert.Equal("The training rows are 6, of which 3 differ, and 5 clusters were asked for; ask for at most 3, or give more rows", message);
        foreach (int clusters in new[] { 1, 4097 }) Assert.Throws<ArgumentOutOfRangeException>(() => new KMeansOptions { Clusters = clusters });
        Assert.Throws<ArgumentOutOfRangeException>(() => new KMeansOptions { Restarts = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new KMeansOptions { MaxIterations = 0 });
    }
}

/// <summary>Rows are assigned without memory.</summary>
[Collection(Alone.Name)]
public sealed class ClusteringAllocationTests
{
    [Fact]
    public void AssignmentsAllocateNothing()
    {
        GuestModel model = GuestModel.Fit(Guests.Split().Train);
        MixedGuests mixed = MixedGuests.Fit(Guests.Split().Train);
        var input = new Guest.Input { Nights = 3, Spent = 90, Season = "winter" };
        float sum = 0;
        Allocations.AssertNone(() => sum += model.Predict(in input).Share);
        Assert.True(sum > 0);
        sum = 0;
        Allocations.AssertNone(() => sum += mixed.Predict(in input).Share);
        Assert.True(sum > 0);
    }
}
