using System.Buffers;
using MlDsl.Reports;
using MlDsl.Testing;
using MlDsl.Tests.Plans;
using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Clusters;

/// <summary>Mixtures from rows to assignments, figures, files and exports.</summary>
public sealed class MixtureModelTests
{
    private static readonly Split<Guest> Split = Guests.Split();
    private static readonly MixedGuests Model = MixedGuests.Fit(Split.Train);

    [Fact]
    public void TheRowsTellHowManyClustersThereAre()
    {
        Assert.Equal(3, Model.Clusters);
        Guest[] rows = Guests.Make(60, 9);
        Assert.All(Enumerable.Range(0, rows.Length), i => Assert.Equal(Guests.KindOf(i), Model.Predict(rows[i].ToInput()).Cluster));
        IReadOnlyList<TriedCount> tried = Model.Card.Log.Tried!;
        Assert.Equal([2, 3, 4], tried.Select(static t => t.Count));
        Assert.Equal(3, tried.MinBy(static t => t.Criterion)!.Count);
        Assert.Equal(("GaussianMixture", "Diagonal"), (Model.Card.Trainer, Model.Card.Options["Covariance"]));
    }

    [Fact]
    public void TheLogLikelihoodIsAMetric()
    {
        Metric own = Model.LogLikelihood(Split.Validation);
        Assert.True(own.HasInterval && own.Low < own.Value && own.Value < own.High, $"{own}");
        // The training rows' own, of which the validation rows' is no more than a little less.
        Assert.Equal(-Model.Card.Log.Objective, own.Value, 0.5);
        Metric two = MixedGuests.Fit(Split.Train, new GaussianMixtureOptions { Clusters = 2, Covariance = Covariance.Diagonal }).LogLikelihood(Split.Validation);
        Assert.True(two.Value < own.Value - 1, $"{two}");
        Assert.Contains("KMeans has no densities", Assert.Throws<NotSupportedException>(static () => GuestModel.Fit(Split.Train).LogLikelihood(Split.Validation)).Message, StringComparison.Ordinal);
        Assert.True(Model.Silhouette(Split.Validation).Value > 0.8);
        Assert.Equal(1, MixedGuests.Stability(Split.Train, resamples: 4).AdjustedRand.Value, 1e-12);
    }

    [Theory]
    [InlineData(Covariance.Full)]
    [InlineData(Covariance.Diagonal)]
    [InlineData(Covariance.Tied)]
    [InlineData(Covariance.Spherical)]
    public void FilesAndExportsSayTheSame(Covariance covariance)
    {
        // What is nearly singular is steep, and steep shares differ by more than floats' last digits.
        MixedGuests model = MixedGuests.Fit(Split.Train, new GaussianMixtureOptions { Clusters = 2, MaxClusters = 4, Covariance = covariance, Regularization = 0.01 });
        byte[] file = Saved(model);
        MixedGuests loaded = MixedGuests.Load(file);
        Assert.Equal(model.Card, loaded.Card);
        Assert.Equal(file, Saved(loaded));
        Assert.Single(new[] { 1, 7 }.Select(threads => Convert.ToHexString(Saved(MixedGuests.Fit(
            Split.Train, new GaussianMixtureOptions { Clusters = 2, MaxClusters = 4, Covariance = covariance, Regularization = 0.01 }, new() { Threads = threads })))).Append(Convert.ToHexString(file)).Distinct());
        DynamicModel named = DynamicModel.Load(file);
        using var exported = new ExportedModel(model.ExportOnnx(), model.Plan);
        Guest[] rows = [.. Split.Validation.Rows, new Guest { Nights = 5, Spent = 222, Season = "autumn" }];
        Dictionary<string, Array> found = exported.Run([.. rows.Select(row => Row(named.Table, row).Values)]);
        string[] labels = Assert.IsType<string[]>(found["label"]);
        float[] shares = Assert.IsType<float[]>(found["probabilities"]);
        for (int i = 0; i < rows.Length; i++)
        {
            ClusterAssignment own = model.Predict(rows[i].ToInput());
            Assert.Equal(own, loaded.Predict(rows[i].ToInput()));
            Assert.Equal($"{own.Cluster}", named.Predict(Row(named.Table, rows[i])).Label);
            Assert.Equal($"{own.Cluster}", labels[i]);
            Assert.Equal(own.Share, shares[(i * model.Clusters) + own.Cluster], 1e-4f);
        }
    }

    [Fact]
    public void AMixtureIsReported()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.html");
        try
        {
            Model.WriteReport(path, Split.Validation);
            string page = File.ReadAllText(path);
            foreach (string said in new[] { "cluster 2", "What the training chose between", "Clusters have no labels" }) Assert.Contains(said, page, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
        var guest = new Guest.Input { Nights = 7, Spent = 310, Season = "summer" };
        Assert.Contains("'mixture' tells no contributions", Assert.Throws<NotSupportedException>(() => Model.Explain(in guest, new double[9])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ConstantColumnsAreNamedOnTheCard()
    {
        Guest[] rows = [.. Guests.Make().Select(static row => row with { Spent = 80 })];
        Assert.Contains(
            MixedGuests.Fit(Dataset<Guest>.FromRows(rows).SplitRandom(0.2, 0, seed: 1).Train).Card.Warnings,
            static warning => warning.StartsWith("'Spent' is the same in all training rows: the mixture leaves it out", StringComparison.Ordinal));
    }

    [Fact]
    public void BytesThatAreNoMixtureAreRefused()
    {
        var mixture = new MixturePredictor(Covariance.Full, [1, 2], [3, 4, 5, 6], [1, 2, 3, 4, 5, 6]);
        var buffer = new ArrayBufferWriter<byte>();
        mixture.Write(buffer);
        byte[] file = buffer.WrittenSpan.ToArray();
        Assert.Equal(mixture.Scales.ToArray(), MixturePredictor.Read(file).Scales.ToArray());
        for (int length = 0; length < file.Length; length++) Assert.Throws<FormatException>(() => MixturePredictor.Read(file.AsSpan(0, length)));
        foreach (int place in new[] { 0, 4, 8 })
        {
            foreach (int value in new[] { -1, 9, int.MaxValue })
            {
                byte[] damaged = [.. file];
                BitConverter.TryWriteBytes(damaged.AsSpan(place), value);
                Assert.Throws<FormatException>(() => MixturePredictor.Read(damaged));
            }
        }
        Assert.Throws<ArgumentException>(static () => new MixturePredictor(Covariance.Tied, [1, 2], [3, 4, 5, 6], [1, 2]));
        Assert.Throws<ArgumentException>(static () => new MixturePredictor(Covariance.Tied, [], [], []));
        Assert.Throws<ArgumentException>(static () => new MixturePredictor(Covariance.Spherical, [1], [3, float.NaN], [1]));
    }

    private static byte[] Saved(MixedGuests model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }

    private static DynamicRow Row(DynamicTable table, Guest row) => table.NewRow().Set("Nights", row.Nights).Set("Spent", row.Spent).Set("Season", row.Season);
}

/// <summary>Rows are assigned without memory.</summary>
[Collection(Alone.Name)]
public sealed class MixtureAllocationTests
{
    [Fact]
    public void AssignmentsAllocateNothing()
    {
        MixedGuests model = MixedGuests.Fit(Guests.Split().Train);
        var input = new Guest.Input { Nights = 3, Spent = 90, Season = "winter" };
        float sum = 0;
        Allocations.AssertNone(() => sum += model.Predict(in input).Share);
        Assert.True(sum > 0);
    }
}
