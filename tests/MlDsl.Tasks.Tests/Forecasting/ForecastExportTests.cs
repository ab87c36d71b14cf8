using MlDsl.Forecasting;
using MlDsl.Onnx;
using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Forecasting;

/// <summary>Exported forecasts on ONNX Runtime, and as compiled code runs them, against what the model says of the same histories.</summary>
public sealed class ForecastExportTests
{
    // Series that no model was fitted to, of 1,000 depots; every eleventh does not vary.
    private static readonly List<Delivery> Asked = Deliveries.Of(1000, 140 + Deliveries.Horizon, seed: 2);
    private static readonly DateOnly Last = Deliveries.First.AddDays(139);
    private static readonly Delivery[] History = [.. Asked.Where(static row => row.Day <= Last)];
    private static readonly Dictionary<string, Delivery[]> Ahead = Asked.Where(static row => row.Day > Last).GroupBy(static row => row.Depot).ToDictionary(static group => group.Key, static group => group.ToArray());

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(false, 40)]
    [InlineData(true, 40)]
    [InlineData(false, 8)]
    [InlineData(true, 8)]
    public void AnExportForecastsWhatALinearModelDoes(bool isRecursive, int history) => Same(isRecursive, history, Linear, 2e-5);

    // Trees compare the same bits: features are computed as the model computes them.
    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(true, 21)]
    public void AnExportForecastsWhatTreesDo(bool isRecursive, int history) => Same(isRecursive, history, new LightGbmOptions { Trees = 30, Leaves = 15 }, 0);

    [Fact]
    public void AHistoryWithAGapIsNoNumber()
    {
        DirectDeliveries model = DirectDeliveries.Fit(Deliveries.Train(12, 120));
        IReadOnlyList<ExportedHistory<Delivery>> histories = [.. model.ExportHistories(History).Take(30)];
        for (int at = 0; at < histories[0].Values.Count; at += 9)
        {
            ExportedHistory<Delivery>[] holed = [.. histories.Select(history => new ExportedHistory<Delivery>(history.Last, [.. history.Values.Select((value, place) => place == at ? at % 2 == 0 ? float.NaN : float.PositiveInfinity : value)], history.Scale, history.PastCovariates))];
            Assert.All(Deliveries.Run(model.ExportOnnx(), holed, Ahead)[0], static value => Assert.True(float.IsNaN(value)));
        }
    }

    [Fact]
    public void AnotherLengthIsRefused()
    {
        DirectDeliveries model = DirectDeliveries.Fit(Deliveries.Train(12, 120));
        IReadOnlyList<ExportedHistory<Delivery>> histories = model.ExportHistories(History, new ForecastExportOptions { History = 30 });
        Assert.Equal(30, histories[0].Values.Count);
        Assert.ThrowsAny<Exception>(() => Deliveries.Run(model.ExportOnnx(), histories, Ahead));
        Assert.Contains("the graph takes 74; give a longer history, or export with a shorter one: new ForecastExportOptions { History = 50 }", Assert.Throws<SeriesException>(
            () => model.ExportHistories(History.Where(static row => row.Day > Last.AddDays(-50)))).Message, StringComparison.Ordinal);
        // No export of this model takes a series that is shorter than it forecasts from.
        string tooShort = Assert.Throws<SeriesException>(() => model.ExportHistories(History.Where(static row => row.Day > Last.AddDays(-7)))).Message;
        Assert.EndsWith("has 7 values, and the graph takes 74; give a longer history, or use [SeasonalNaive] for it", tooShort, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.ExportOnnx(new ForecastExportOptions { History = 7 }));
        // What is more says nothing more.
        Assert.Equal(model.ExportOnnx(), model.ExportOnnx(new ForecastExportOptions { History = 5000 }));
    }

    [Fact]
    public void TheFileSaysHowItIsFed()
    {
        RecursiveDeliveries model = RecursiveDeliveries.Fit(Deliveries.Train(12, 200));
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var options = new ForecastExportOptions { Intervals = true, Nulls = ExportNulls.Sentinel, Provenance = new Dictionary<string, string> { ["note"] = "autumn" } };
            IReadOnlyList<OnnxExportInput> inputs = model.ExportOnnx(path, options);
            using OnnxSession session = OnnxSession.Load(path);
            Assert.Equal(["history", "Discount", "Kind", "Visitors", "Calendar", "Weather", "scale"], inputs.Select(static input => input.Name));
            Assert.Equal(inputs.Select(static input => input.Name), session.Inputs.Select(static input => input.Name));
            Assert.Equal(["history: float[N,123]", "Discount: float[N,9]", "Kind: string[N,9]", "Visitors: int32[N,9]", "Calendar: int64[N,9]", "Weather: float[N,9,2]", "scale: float[N,1]"], session.Inputs.Select(static input => $"{input}"));
            Assert.Equal(["prediction: float[N,9]", "prediction.low: float[N,9]", "prediction.high: float[N,9]"], session.Outputs.Select(static output => $"{output}"));
            Assert.Equal("-2147483648", inputs[3].Sentinel);
            Assert.Equal((9, 2), (inputs[5].Steps, inputs[5].Length));
            Assert.Equal(
                ("Recursive", "7", "28", "9", "autumn", "RecursiveDeliveries", "1:0:00:00"),
                (session.Metadata["mldsl.strategy"], session.Metadata["mldsl.season"], session.Metadata["mldsl.season.long"], session.Metadata["mldsl.horizon"], session.Metadata["mldsl.note"], session.Metadata["mldsl.name"], session.Metadata["mldsl.step"]));
            Assert.Contains("\"steps\":9", session.Metadata["mldsl.inputs"], StringComparison.Ordinal);
            Assert.Equal(File.ReadAllBytes(path), model.ExportOnnx(options));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void TheLastSeasonIsAGather()
    {
        DirectDeliveries model = DirectDeliveries.Fit(Deliveries.Train(12, 120), new SeasonalNaiveOptions());
        Compare(model.Forecast(History), model.ExportOnnx(new ForecastExportOptions { Intervals = true }), model.ExportHistories(History), 0);
        var shortest = new ForecastExportOptions { History = 1, Intervals = true };
        Delivery[] one = [.. History.Where(static row => row.Day == Last)];
        Compare(model.Forecast(one), model.ExportOnnx(shortest), model.ExportHistories(one, shortest), 0);
    }

    [Fact]
    public void AnExportKeepsTheSignOfAZero()
    {
        DirectDeliveries model = DirectDeliveries.Fit(Deliveries.Train(12, 120), new SeasonalNaiveOptions());
        Delivery[] zeros = [.. History.Where(static row => row.Depot == "2-0").Select(static (row, at) => row with { Boxes = at % 2 == 0 ? -0f : 0f })];
        int[] wanted = [.. model.Forecast(zeros).Single().Steps.Select(static step => BitConverter.SingleToInt32Bits((float)step.Value))];
        Assert.Contains(int.MinValue, wanted);
        foreach (float[][] found in (float[][][])[Deliveries.Run(model.ExportOnnx(), model.ExportHistories(zeros), Ahead), Deliveries.RunCompiled(model.ExportOnnx(), model.ExportHistories(zeros), Ahead)])
            Assert.Equal(wanted, found[0].Select(BitConverter.SingleToInt32Bits));
    }

    // A graph is given floats: what stands in a gap is one, or the model would forecast from another history.
    [Fact]
    public void AGapIsFilledWithAFloat()
    {
        DrawnSales model = DrawnSales.Fit(MadeUpSales.Split(3, 120).Train, new SeasonalNaiveOptions());
        Sale[] rows = [.. MadeUpSales.Of(1, 60).Where(static (_, day) => day % 3 != 1 || day == 0)];
        ExportedHistory<Sale> history = Assert.Single(model.ExportHistories(rows));
        Assert.Equal(Enumerable.Range(0, 14).Select(step => (double)history.Values[step % 7]), model.Forecast(rows).Single().Steps.Select(static step => step.Value));
    }

    [Fact]
    public void WhatIsFittedToEachHistoryIsRefusedByName()
    {
        TrainSet<Delivery> train = Deliveries.Train(12, 120);
        foreach (TrainerOptions trainer in (TrainerOptions[])[new ThetaOptions(), new EtsOptions()])
        {
            DirectDeliveries model = DirectDeliveries.Fit(train, trainer);
            string said = Assert.Throws<OnnxExportException>(() => model.ExportOnnx()).Message;
            Assert.StartsWith($"[{trainer.Trainer}] fits each history anew", said, StringComparison.Ordinal);
            Assert.Contains("[LinearRegression], [LightGbm] or [SeasonalNaive]", said, StringComparison.Ordinal);
            Assert.Equal(said, Assert.Throws<OnnxExportException>(() => model.ExportHistories(History)).Message);
        }
    }

    // A node takes some 70 bytes of a file, which ends at 2 GiB.
    [Fact]
    public void TreesThatStandInAFileTooOftenAreRefused()
    {
        DirectDeliveries model = DirectDeliveries.Fit(Deliveries.Train(12, 120), new LightGbmOptions { Trees = 30, Leaves = 15 });
        var graph = new ForecastGraph(model.Plan, model.Predictor, new LagShape(7, 0, 1_000_000, IsRecursive: true), 30, ForecastExportOptions.Default);
        Assert.Contains("declare ForecastStrategy.Direct, fewer trees or a shorter Horizon", Assert.Throws<OnnxExportException>(
            () => graph.Write(new Calibrated(new QuantileLevels(0.95), [], new Dictionary<ulong, double>(), 1), new Dictionary<string, string>())).Message, StringComparison.Ordinal);
    }

    // What the model refuses by name is no number in the graph: of the step itself, and of those behind it where they are told from it.
    [Theory]
    [InlineData(false, "2-0")]
    [InlineData(true, "2-0")]
    [InlineData(false, "2-10")]
    [InlineData(true, "2-10")]
    public void AStepWithoutItsFeatureIsNoNumber(bool isRecursive, string depot)
    {
        TrainSet<Delivery> train = Deliveries.Train(12, 200);
        DirectDeliveries direct = DirectDeliveries.Fit(train);
        RecursiveDeliveries recursive = RecursiveDeliveries.Fit(train);
        Delivery[] history = [.. History.Where(row => row.Depot == depot)];
        Delivery[] ahead = [.. Ahead[depot].Select(static (row, step) => step == 3 ? row with { Discount = float.NaN } : row)];
        float[] told = isRecursive
            ? Deliveries.Run(recursive.ExportOnnx(), recursive.ExportHistories(history), new Dictionary<string, Delivery[]> { [depot] = ahead })[0]
            : Deliveries.Run(direct.ExportOnnx(), direct.ExportHistories(history), new Dictionary<string, Delivery[]> { [depot] = ahead })[0];
        for (int step = 0; step < told.Length; step++) Assert.Equal(isRecursive ? step >= 3 : step == 3, float.IsNaN(told[step]));
        Assert.Contains("'Discount' is NaN", Assert.Throws<InvalidValueException>(() => isRecursive ? recursive.Forecast(history, ahead) : direct.Forecast(history, ahead)).Message, StringComparison.Ordinal);
    }

    private static LinearRegressionOptions Linear => new();

    private static void Same(bool isRecursive, int history, TrainerOptions trainer, double slack)
    {
        var options = new ForecastExportOptions { History = history, Intervals = true };
        TrainSet<Delivery> train = Deliveries.Train(24, 200);
        // A model asked about shorter histories sees no more of them than the graph does.
        Delivery[] asked = history == 0 ? History : [.. History.Where(row => row.Day > Last.AddDays(-history))];
        if (isRecursive)
        {
            RecursiveDeliveries model = RecursiveDeliveries.Fit(train, trainer);
            Compare(model.Forecast(asked, Ahead.Values.SelectMany(static rows => rows)), model.ExportOnnx(options), model.ExportHistories(asked, options), slack);
        }
        else
        {
            DirectDeliveries model = DirectDeliveries.Fit(train, trainer);
            Compare(model.Forecast(asked, Ahead.Values.SelectMany(static rows => rows)), model.ExportOnnx(options), model.ExportHistories(asked, options), slack);
        }
    }

    // Within a share of the largest value beside it; ends of intervals have the size of errors rounded once more.
    private static void Compare(IReadOnlyList<SeriesForecast<Delivery>> wanted, byte[] file, IReadOnlyList<ExportedHistory<Delivery>> histories, double slack)
    {
        Compare(wanted, Deliveries.Run(file, histories, Ahead), slack);
        Compare(wanted, Deliveries.RunCompiled(file, histories, Ahead), slack);
    }

    private static void Compare(IReadOnlyList<SeriesForecast<Delivery>> wanted, float[][] found, double slack)
    {
        Assert.Equal(3, found.Length);
        Assert.All(found, output => Assert.Equal(1000 * Deliveries.Horizon, output.Length));
        for (int i = 0; i < wanted.Count; i++)
        {
            double size = wanted[i].Steps.Max(static step => Math.Max(Math.Abs(step.Low), Math.Abs(step.High)));
            for (int step = 0; step < Deliveries.Horizon; step++)
            {
                int at = (i * Deliveries.Horizon) + step;
                if (slack == 0) Assert.Equal((float)wanted[i].Steps[step].Value, found[0][at]);
                Assert.Equal(wanted[i].Steps[step].Value, found[0][at], (slack + 1e-7) * size);
                Assert.Equal(wanted[i].Steps[step].Low, found[1][at], (slack + 3e-7) * size);
                Assert.Equal(wanted[i].Steps[step].High, found[2][at], (slack + 3e-7) * size);
            }
        }
    }
}
