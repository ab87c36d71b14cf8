using MlDsl.Kernels.Operators;
using MlDsl.Kernels.Tests.Trees;
using MlDsl.Testing;

namespace MlDsl.Kernels.Tests.Operators;

/// <summary>Warm operators allocate nothing, one of each family and path.</summary>
[Collection(Alone.Name)]
public sealed class AllocationTests
{
    private readonly RandomTensors random = new(1);
    private readonly Tensor<float> rows, row, column, result = new();

    public AllocationTests()
    {
        rows = Floats(3, 20);
        row = Floats(20);
        column = Floats(3, 1);
    }

    [Fact]
    public void ElementWiseOperatorsAllocateNothing()
    {
        var truth = new Tensor<bool>();
        var wholes = new Tensor<long>();
        var halves = new Tensor<Half>();
        var add = new Add<float>();
        AssertNone(() => add.Run(rows, rows, result), () => add.Run(rows, row, result), () => add.Run(column, row, result));
        var pow = new Pow<float, float>();
        AssertNone(() => pow.Run(rows, row, result));
        var less = new Less<float>();
        AssertNone(() => less.Run(rows, row, truth));
        var equal = new Equal<float>();
        AssertNone(() => equal.Run(rows, column, truth));
        var where = new Where<float>();
        AssertNone(() => where.Run(truth, rows, row, result));
        var max = new Max<float>();
        AssertNone(() => max.Run([rows, row, column], result));
        var erf = new Erf<float>();
        AssertNone(() => erf.Run(rows, result));
        var clip = new Clip<float>();
        AssertNone(() => clip.Run(rows, null, null, result));
        var toWhole = new Cast<float, long>();
        var toHalf = new Cast<float, Half>();
        AssertNone(() => toWhole.Run(rows, wholes), () => toHalf.Run(rows, halves));
    }

    [Fact]
    public void WindowsAllocateNothing()
    {
        Tensor<float> image = Floats(1, 4, 9, 9), weights = Floats(4, 4, 3, 3), pooled = Floats(1, 4, 1, 1);
        var places = new Tensor<long>();
        var conv = new Conv<float>(pads: [1, 1, 1, 1]);
        var transposed = new ConvTranspose<float>(strides: [2, 2]);
        AssertNone(() => conv.Run(image, weights, null, result), () => transposed.Run(image, weights, null, result));
        long[] square = [2, 2];
        var max = new MaxPool<float>(square);
        var average = new AveragePool<float>(square);
        var norm = new LpPool<float>(square);
        AssertNone(() => max.Run(image, result, null), () => max.Run(image, result, places), () => average.Run(image, result), () => norm.Run(image, result));
        var whole = new GlobalAveragePool<float>();
        AssertNone(() => whole.Run(image, pooled));
    }

    [Fact]
    public void MovementAllocatesNothing()
    {
        Tensor<long> indices = new([1, -1], 2, 1), wholes = new(), more = new(), counts = new(), pads = new([1, 2, 0, 3], 4), axis = new([1]);
        Tensor<long> lengths = new([1, 2, 3, 3, 2, 1, 0, 1, 2, 3, 3, 2, 1, 1, 1, 2, 2, 3, 3, 1], 20);
        Tensor<float> updates = Floats(2, 20), image = Floats(1, 8, 4, 6);
        Tensor<bool> condition = new([true, false, true], 3);
        var pad = new Pad<float, long>("reflect");
        AssertNone(() => pad.Run(rows, pads, null, null, result));
        var triangle = new Trilu<float>();
        var eye = new EyeLike<float>();
        var sums = new CumSum<float, long>();
        AssertNone(() => triangle.Run(rows, null, result), () => eye.Run(rows, result), () => sums.Run(rows, axis, result));
        var oneHot = new OneHot<long, long, float>();
        Tensor<long> depth = new([4]);
        Tensor<float> values = Floats(2);
        AssertNone(() => oneHot.Run(indices, depth, values, result));
        var compress = new Compress<float>(0);
        var nonZero = new NonZero<float>();
        var unique = new Unique<float>();
        AssertNone(() => compress.Run(rows, condition, result), () => nonZero.Run(rows, wholes), () => unique.Run(rows, result, wholes, more, counts));
        var scatter = new ScatterND<float>("add");
        var scatterElements = new ScatterElements<float, long>(reduction: "max");
        Tensor<float> two = Floats(2, 1);
        AssertNone(() => scatter.Run(rows, indices, updates, result), () => scatterElements.Run(rows, indices, two, result));
        var toSpace = new DepthToSpace<float>(2);
        var toDepth = new SpaceToDepth<float>(2);
        var reverse = new ReverseSequence<float>();
        AssertNone(() => toSpace.Run(image, result), () => toDepth.Run(image, result), () => reverse.Run(rows, lengths, result));
    }

    [Fact]
    public void RecurrentNetworksAllocateNothing()
    {
        Tensor<float> x = Floats(5, 2, 3), one = Floats(1, 4, 3), three = Floats(1, 12, 3), four = Floats(1, 16, 3), back = Floats(1, 4, 4), back3 = Floats(1, 12, 4), back4 = Floats(1, 16, 4);
        Tensor<float> last = new(), cell = new();
        Tensor<int> lengths = new([5, 3], 2);
        var rnn = new RNN<float>();
        var gru = new GRU<float>();
        var lstm = new LSTM<float>(clip: 2);
        AssertNone(() => rnn.Run(x, one, back, null, lengths, null, result, last), () => gru.Run(x, three, back3, null, null, null, result, last));
        AssertNone(() => lstm.Run(x, four, back4, null, lengths, null, null, null, result, last, cell));
    }

    [Fact]
    public void TreesAllocateNothing()
    {
        foreach (int count in new[] { 1, 100 })
        {
            var random = new RandomEnsemble(3);
            TreeScorer regression = TreeScorer.Load(TreePacker.Pack(random.Make(false, isDouble: true))), classes = TreeScorer.Load(TreePacker.Pack(random.Make(true, isDouble: true)));
            Tensor<double> wide = new(random.DoubleRows(count, regression.FeatureCount), count, regression.FeatureCount), others = new(random.DoubleRows(count, classes.FeatureCount), count, classes.FeatureCount), scores = new();
            var labels = new Tensor<long>();
            var regressor = new TreeEnsembleRegressor<double>(regression);
            var fifth = new TreeEnsembleScores<double>(regression);
            var classifier = new TreeEnsembleClassifier<double, long>(classes, classlabelsInt64s: [.. Enumerable.Range(0, classes.OutputCount).Select(static i => (long)i)]);
            AssertNone(() => regressor.Run(wide, result), () => fifth.Run(wide, scores), () => classifier.Run(others, labels, result));
        }
    }

    private static void AssertNone(params Action[] calls)
    {
        foreach (Action call in calls) Allocations.AssertNone(call);
    }

    private Tensor<float> Floats(params long[] shape) => random.Of(shape, static r => r.NextSingle() - 0.5f);
}
