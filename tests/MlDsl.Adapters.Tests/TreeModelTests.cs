using MlDsl.Kernels;
using MlDsl.Testing;

namespace MlDsl.Adapters.Tests;

/// <summary>Model files of tree libraries, compiled into this assembly. What the readers make of them is compared with the libraries elsewhere.</summary>
[Collection(Alone.Name)]
public sealed class TreeModelTests
{
    [Fact]
    public void XGBoostsModelPredictsWhatItsFileSays()
    {
        TreeModel file = XGBoostFile.Read(File.ReadAllBytes(TestData.Model("xgboost-100x6.json")));
        TreeScorer scorer = TreeScorer.Load(TreePacker.Pack(file.Ensemble));
        using EventModel model = EventModel.Load();
        var random = new Random(3);
        var features = new float[28];
        for (int row = 0; row < 500; row++)
        {
            for (int i = 0; i < features.Length; i++) features[i] = random.Next(10) == 0 ? float.NaN : (float)((random.NextDouble() * 6) - 3);
            float margin = scorer.Predict(features);
            model.Run(new Event(features), out EventScore found);
            Assert.Equal(margin, found.Margin.Value);
            double probability = 1 / (1 + Math.Exp(-(double)margin));
            Assert.Equal(probability, found.Probability.Value, 1e-6 * probability);
        }
    }

    [Fact]
    public void LightGbmsFeaturesAreBoundByName()
    {
        TreeModel file = LightGbmFile.Read(File.ReadAllText(TestData.Model("lightgbm-iris.txt")));
        TreeScorer scorer = TreeScorer.Load(TreePacker.Pack(file.Ensemble));
        using FlowerModel model = FlowerModel.Load();
        Flower[] flowers = [new(5.1f, 3.5f, 1.4f, 0.2f), new(6.7f, 3.1f, 4.7f, null), new(null, null, null, null)];
        var found = new float[flowers.Length][];
        model.Run(flowers, found);
        for (int i = 0; i < flowers.Length; i++)
        {
            var scores = new double[4];
            Flower f = flowers[i];
            scorer.Predict([f.SepalLength ?? double.NaN, f.SepalWidth ?? double.NaN, f.PetalLength ?? double.NaN, f.PetalWidth ?? double.NaN], scores);
            file.Finish(scores);
            Assert.Equal(scores.Select(static score => (float)score), found[i]);
            Assert.Equal(1f, found[i].Sum(), 1e-5f);
        }
    }

    [Fact]
    public void ManyThreadsShareOneModel()
    {
        using EventModel model = EventModel.Load();
        var features = Enumerable.Range(0, 200).Select(static i => Enumerable.Range(0, 28).Select(k => (float)Math.Sin((i * 28) + k)).ToArray()).ToArray();
        var expected = new EventScore[features.Length];
        for (int i = 0; i < features.Length; i++) model.Run(new Event(features[i]), out expected[i]);
        Parallel.For(0, 20_000, i =>
        {
            model.Run(new Event(features[i % features.Length]), out EventScore found);
            Assert.Equal(expected[i % features.Length], found);
        });
    }

    [Theory]
    [InlineData(0, -1)]
    [InlineData(1, -1)]
    [InlineData(63, 3)]
    [InlineData(5_000, 1)]
    [InlineData(5_000, -1)]
    public void BatchesOnSeveralCoresKeepTheirOrder(int rows, int cores)
    {
        using EventModel model = EventModel.Load();
        var events = Enumerable.Range(0, rows).Select(static i => new Event(Enumerable.Range(0, 28).Select(k => (float)Math.Cos((i * 28) + k)).ToArray())).ToArray();
        EventScore[] one = new EventScore[rows], many = new EventScore[rows];
        model.Run(events, one);
        model.RunParallel(events, many, new ParallelOptions { MaxDegreeOfParallelism = cores });
        Assert.Equal(one, many);
    }

    [Fact]
    public void BatchesOnSeveralCoresFailAsOthersDo()
    {
        using EventModel model = EventModel.Load();
        var events = Enumerable.Repeat(new Event(new float[28]), 1_000).ToArray();
        events[700] = new Event(new float[3]);
        Assert.Contains("'Features' has 3 elements", Assert.Throws<ArgumentException>(() => model.RunParallel(events, new EventScore[1_000])).Message, StringComparison.Ordinal);
        Assert.Contains("1000 inputs and 2 outputs", Assert.Throws<ArgumentException>(() => model.RunParallel(events, new EventScore[2])).Message, StringComparison.Ordinal);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => model.RunParallel(events, new EventScore[1_000], new ParallelOptions { CancellationToken = cancelled.Token }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void PredictionsAllocateNothing(int rows)
    {
        using EventModel model = EventModel.Load();
        var events = Enumerable.Range(0, rows).Select(static i => new Event(Enumerable.Range(0, 28).Select(k => (float)(i + k)).ToArray())).ToArray();
        var scores = new EventScore[rows];
        Memory.AssertAllocatesNothing(() => model.Run(events, scores));
        Memory.AssertAllocatesNothing(() => model.Run(in events[0], out scores[0]));
    }

    [Fact]
    public void BadCallsAreNamed()
    {
        EventModel model = EventModel.Load();
        Assert.Contains("'Features' has 3 elements; the model takes 28", Assert.Throws<ArgumentException>(() => model.Run(new Event(new float[3]), out _)).Message, StringComparison.Ordinal);
        Assert.Contains("2 inputs and 1 outputs", Assert.Throws<ArgumentException>(() => model.Run(new Event[2], new EventScore[1])).Message, StringComparison.Ordinal);
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => model.Run(new Event(new float[28]), out _));
    }
}
