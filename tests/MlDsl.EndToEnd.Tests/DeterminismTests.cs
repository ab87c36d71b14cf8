using System.Security.Cryptography;
using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests;

/// <summary>The same rows give the same bytes, however they are read and by however many threads.</summary>
public sealed class DeterminismTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mldsl").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void ThreadsDoNotChangeTheFile()
    {
        TrainSet<Sale> train = Made.Split(20_000).Train;
        string[] hashes = [.. new[] { 1, 2, 8 }.Select(threads => HashOf(SaleModel.Fit(train, control: new TrainingControl { Threads = threads })))];
        Assert.Single(hashes.Distinct());
    }

    [Fact]
    public void ThreadsDoNotChangeTheFileOfAClassifier()
    {
        var split = Dataset<Iris>.FromRows(Flowers(9000)).SplitRandom(0.1, 0.1, seed: 2);
        string[] hashes = [.. new[] { 1, 2, 8 }.Select(threads => HashOf(IrisModel.Fit(split.Train, control: new TrainingControl { Threads = threads })))];
        Assert.Single(hashes.Distinct());
    }

    [Fact]
    public void EncodingOnEveryPassGivesTheModelOfHeldRows()
    {
        TrainSet<Sale> train = Made.Split(20_000).Train;
        Assert.Equal(HashOf(SaleModel.Fit(train)), HashOf(SaleModel.Fit(train, control: new TrainingControl { HoldBytes = 0 })));
    }

    [Fact]
    public void AFileReadOnEveryPassGivesTheModelOfAHeldOne()
    {
        string csv = Path.Combine(folder, "trips.csv");
        var random = new Random(3);
        File.WriteAllLines(csv, Enumerable.Range(0, 30_000)
            .Select(_ => FormattableString.Invariant($"V{random.Next(3)},{random.Next(4)},{random.Next(1, 5)},{random.Next(60, 3000)},{random.NextDouble() * 9:F2},P{random.Next(3)},{random.Next(3, 60)}"))
            .Prepend("vendor_id,rate_code,passenger_count,trip_time_in_secs,trip_distance,payment_type,fare_amount"));
        string held = HashOf(Fit(new CsvOptions()));
        Assert.Equal(held, HashOf(Fit(new CsvOptions { HoldBytes = 0 })));

        TripModel Fit(CsvOptions options) => TripModel.Fit(
            Dataset<Trip>.FromCsv(csv, options).SplitRandom(0.2, 0.2, seed: 4).Development,
            control: new TrainingControl { HoldBytes = options.HoldBytes });
    }

    [Fact]
    public void ThreadsThatReadAFileDoNotChangeTheModelNorItsMetrics()
    {
        // Several chunks, some cut within quoted fields with line breaks.
        string csv = Path.Combine(folder, "trips.csv");
        var random = new Random(3);
        File.WriteAllLines(csv, Enumerable.Range(0, 30_000)
            .Select(i => FormattableString.Invariant($"{(i % 500 == 0 ? $"\"V\n{i % 3}\"" : $"V{i % 3}")},{random.Next(4)},{random.Next(1, 5)},{random.Next(60, 3000)},{random.NextDouble() * 9:F2},P{random.Next(3)},{random.Next(3, 60)}"))
            .Prepend("vendor_id,rate_code,passenger_count,trip_time_in_secs,trip_distance,payment_type,fare_amount"));
        Split<Trip> split = Dataset<Trip>.FromCsv(csv, new CsvOptions { HoldBytes = 0 }).SplitRandom(0.2, 0.2, seed: 4);
        string[] results = [.. new[] { 1, 2, 3, 8, 16 }.Select(threads =>
        {
            TripModel model = TripModel.Fit(split.Train, control: new TrainingControl { Threads = threads });
            return HashOf(model) + model.Evaluate(split.Validation, new EvaluationOptions { Threads = threads });
        })];
        Assert.Single(results.Distinct());
    }

    [Fact]
    public void SixtyFourThreadsPredictTheSameBits()
    {
        SaleModel model = SaleModel.Fit(Made.Split().Train);
        Sale.Input[] inputs = Made.Inputs(2000);
        var expected = new float[inputs.Length];
        model.Predict(inputs, expected);
        var results = new float[64][];
        Thread[] threads = [.. Enumerable.Range(0, 64).Select(i => new Thread(() =>
        {
            var mine = new float[inputs.Length];
            for (int row = 0; row < inputs.Length; row++) mine[row] = model.Predict(in inputs[row]);
            results[i] = mine;
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        Assert.All(results, mine => Assert.Equal(expected, mine));
    }

    private static IEnumerable<Iris> Flowers(int count)
    {
        var random = new Random(5);
        for (int i = 0; i < count; i++)
        {
            int species = random.Next(3);
            float Size(float at) => at + species + (float)random.NextDouble() * 2;
            yield return new Iris { Species = (Species)species, SepalLength = Size(4), SepalWidth = Size(2), PetalLength = Size(1), PetalWidth = Size(0) };
        }
    }

    private string HashOf<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>(Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask> model)
        where TModel : Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>, IModel<TModel, TInput>
        where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, TLabel>
        where TInput : struct
        where TMetrics : class, IMetrics<TMetrics>
        where TTask : ITask<TLabel, TPrediction, TMetrics>
    {
        string path = Path.Combine(folder, $"{Guid.NewGuid():N}.mldsl");
        model.Save(path);
        return Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));
    }
}
