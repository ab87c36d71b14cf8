using System.Buffers;
using MlDsl.Reports;
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
        var options = new GaussianMixtureOptions { Clusters = 2, MaxClusters = 4, Covariance = covariance };
        MixedGuests model = MixedGuests.Fit(Split.Train, options);
        byte[] file = SavedBytes.Of(model.Save);
        MixedGuests loaded = MixedGuests.Load(file);
        Assert.Equal(model.Card, loaded.Card);
        Assert.Equal(file, SavedBytes.Of(loaded.Save));
        foreach (int threads in new[] { 1, 7 }) Assert.Equal(file, SavedBytes.Of(MixedGuests.Fit(Split.Train, options, new() { Threads = threads }).Save));
        GuestFiles.AssertSame(model, loaded, [.. Split.Validation.Rows, new Guest { Nights = 5, Spent = 222, Season = "autumn" }]);
    }

    // What the guests spend is told by their nights but for a millionth: distances are differences of numbers some 10,000 times as large, of which floats have too few digits.
    [Theory]
    [InlineData(Covariance.Full)]
    [InlineData(Covariance.Tied)]
    public void AnExportOfNearlyCollinearColumnsSaysTheSame(Covariance covariance)
    {
        var random = new Random(8);
        Guest[] rows = [.. Enumerable.Range(0, 400).Select(i =>
        {
            double nights = (12 * random.NextDouble()) + (i % 2 * 3);
            return new Guest { Nights = (float)nights, Spent = (float)((40 * nights) + (0.01 * (random.NextDouble() + (i % 2)))), Season = "winter" };
        })];
        Split<Guest> split = Dataset<Guest>.FromRows(rows).SplitRandom(0.3, 0.2, seed: 3);
        MixedGuests model = MixedGuests.Fit(split.Train, new GaussianMixtureOptions { Clusters = 2, Covariance = covariance, Regularization = 1e-10 });
        Assert.Contains(split.Validation.Rows, row => model.Predict(row.ToInput()).Share < 0.9);
        GuestFiles.AssertSame(model, MixedGuests.Load(SavedBytes.Of(model.Save)), [.. split.Validation.Rows]);
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
}
