using System.Diagnostics.CodeAnalysis;

namespace MlDsl.Kernels;

/// <summary>
/// Scores rows with a packed ensemble. Results equal ONNX Runtime's bit for bit: sums in the ensemble's precision and in the order of the
/// trees, missing values where each node sends them, base values after the sum, the transform last. Any number of threads may call one
/// scorer; a call allocates nothing.
/// </summary>
/// <remarks>
/// Each row is first turned into ranks, how many of a feature's thresholds it reaches, with one small search per feature; nodes then
/// compare 16-bit integers. One row walks three levels per step (AVX-512) or four trees side by side (elsewhere). Batches evaluate
/// all nodes of trees up to depth 6 with rows in lanes (AVX-512, AVX2), and walk deeper ones.
/// <para>
/// Trees as trainers grow them, leaf by leaf, are not walked at all: for each feature the packer stores which leaves its values leave,
/// a row combines those of its own, and the lowest leaf left of each tree is its leaf. Which of the two it is, the packer chooses by
/// the trees' shape.
/// </para>
/// <para>
/// In double precision thresholds are keys of 64 bits, the values of leaves lie in a table beside the trees, and batches walk row by row;
/// nodes are the same. Measured with 500 trees on AVX-512, a single row costs 1.3 times what it costs in single precision at depth 6 and
/// 1.7 times at depth 8, a row of a batch 2.5 times and 1.4 times. Batches of trees that are packed compactly are an exception: in either
/// precision their rows lie in the bits of vectors.
/// </para>
/// </remarks>
public sealed unsafe partial class TreeScorer
{
    private readonly PackedTrees packed;
    private readonly ScoringPath path;
    private readonly int rankStride;

    private TreeScorer(PackedTrees packed, ScoringPath? path)
    {
        this.packed = packed;
        this.path = path ?? ScoringPath.Best(packed);
        rankStride = this.path.RankStride(packed);
    }

    /// <summary>The values a row must have.</summary>
    public int FeatureCount => packed.FeatureCount;

    /// <summary>The scores a row gets.</summary>
    public int OutputCount => packed.OutputCount;

    /// <summary>The number of trees.</summary>
    public int TreeCount => packed.TreeCount;

    /// <summary>Whether a class is chosen as well.</summary>
    public bool IsClassifier => (packed.Flags & PackedFlags.Classifier) != 0;

    /// <summary>Whether rows and scores are double-precision numbers; the methods for the other precision then throw.</summary>
    public bool IsDouble => packed.IsDouble;

    /// <summary>The bytes of the packed ensemble.</summary>
    public long Length => packed.Length;

    /// <summary>Whether all leaves vote for the same of two classes.</summary>
    internal bool VotesForOneClass => (packed.Flags & PackedFlags.OneVotedClass) != 0;

    /// <summary>The packed ensemble.</summary>
    internal PackedTrees Packed => packed;

    /// <summary>Checks a packed ensemble and keeps a copy of it.</summary>
    /// <exception cref="TreeEnsembleException">The bytes are not a packed ensemble, or are damaged.</exception>
    public static TreeScorer Load(ReadOnlySpan<byte> bytes) => new(PackedTrees.Copy(bytes), null);

    /// <summary>Checks a packed ensemble and uses it where it lies; where it does not start at a multiple of 64, a copy.</summary>
    /// <param name="start">The first byte, of memory that outlives the scorer and is not written to.</param>
    /// <param name="length">The number of bytes.</param>
    /// <exception cref="TreeEnsembleException">The bytes are not a packed ensemble, or are damaged.</exception>
    public static TreeScorer Map(byte* start, nint length)
    {
        ArgumentNullException.ThrowIfNull(start);
        return new(PackedTrees.Map(start, length), null);
    }

    /// <summary>A copy of a packed ensemble, scored on a path of the caller's choice.</summary>
    internal static TreeScorer Load(ReadOnlySpan<byte> bytes, ScoringPath path) => new(PackedTrees.Copy(bytes), path);

    /// <summary>The score of a row, for a regression with one output.</summary>
    /// <param name="features">The row: <see cref="FeatureCount"/> values, NaN where missing.</param>
    /// <exception cref="ArgumentException">The row has another length.</exception>
    /// <exception cref="InvalidOperationException">There is more than one output, or the ensemble is of the other precision.</exception>
    public float Predict(ReadOnlySpan<float> features) => PredictOne(features);

    /// <inheritdoc cref="Predict(ReadOnlySpan{float})"/>
    public double Predict(ReadOnlySpan<double> features) => PredictOne(features);

    /// <summary>The scores of a row.</summary>
    /// <param name="features">The row: <see cref="FeatureCount"/> values, NaN where missing.</param>
    /// <param name="scores">Where the <see cref="OutputCount"/> scores go.</param>
    /// <exception cref="ArgumentException">A length is another.</exception>
    public void Predict(ReadOnlySpan<float> features, Span<float> scores) => Score(features, scores);

    /// <inheritdoc cref="Predict(ReadOnlySpan{float}, Span{float})"/>
    public void Predict(ReadOnlySpan<double> features, Span<double> scores) => Score(features, scores);

    /// <summary>
    /// The scores of a row and the position of the class it is put into, by ONNX Runtime's rules: the highest score among the classes that
    /// were voted for; with two classes the second if its score is above 0, or above 0.5 where all votes are for one class and none is negative.
    /// </summary>
    /// <remarks>
    /// With two classes of which both are voted for, ONNX Runtime gives 0 or 1 as the label even where the model numbers its classes otherwise;
    /// whoever maps positions to numbers decides whether to follow.
    /// </remarks>
    /// <param name="features">The row: <see cref="FeatureCount"/> values, NaN where missing.</param>
    /// <param name="scores">Where the <see cref="OutputCount"/> scores go.</param>
    /// <exception cref="ArgumentException">A length is another.</exception>
    /// <exception cref="InvalidOperationException">The ensemble is a regression.</exception>
    public int Classify(ReadOnlySpan<float> features, Span<float> scores)
    {
        if (!IsClassifier) ThrowRegression();
        return Score(features, scores);
    }

    /// <inheritdoc cref="Classify(ReadOnlySpan{float}, Span{float})"/>
    public int Classify(ReadOnlySpan<double> features, Span<double> scores)
    {
        if (!IsClassifier) ThrowRegression();
        return Score(features, scores);
    }

    /// <summary>Scores many rows on the calling thread.</summary>
    /// <param name="rows">The rows, one after another.</param>
    /// <param name="scores">Where the scores go, <see cref="OutputCount"/> per row, row after row.</param>
    /// <exception cref="ArgumentException">The rows are not whole, or there are not as many scores as they need.</exception>
    public void PredictBatch(ReadOnlySpan<float> rows, Span<float> scores) => ScoreBatch(rows, scores, []);

    /// <inheritdoc cref="PredictBatch(ReadOnlySpan{float}, Span{float})"/>
    public void PredictBatch(ReadOnlySpan<double> rows, Span<double> scores) => ScoreBatch(rows, scores, []);

    /// <summary>Scores and classifies many rows on the calling thread.</summary>
    /// <param name="rows">The rows, one after another.</param>
    /// <param name="scores">Where the scores go, <see cref="OutputCount"/> per row, row after row.</param>
    /// <param name="classes">Where the positions of the classes go, one per row.</param>
    /// <exception cref="ArgumentException">The rows are not whole, or there are not as many scores or classes as they need.</exception>
    /// <exception cref="InvalidOperationException">The ensemble is a regression.</exception>
    public void ClassifyBatch(ReadOnlySpan<float> rows, Span<float> scores, Span<int> classes)
    {
        CheckClasses(rows.Length, classes.Length);
        ScoreBatch(rows, scores, classes);
    }

    /// <inheritdoc cref="ClassifyBatch(ReadOnlySpan{float}, Span{float}, Span{int})"/>
    public void ClassifyBatch(ReadOnlySpan<double> rows, Span<double> scores, Span<int> classes)
    {
        CheckClasses(rows.Length, classes.Length);
        ScoreBatch(rows, scores, classes);
    }

    private void Check<T>(int features)
    {
        if (features != FeatureCount) ThrowRow(features);
        if (IsDouble != (typeof(T) == typeof(double))) ThrowPrecision();
    }

    private void CheckClasses(int values, int classes)
    {
        if (!IsClassifier) ThrowRegression();
        if (classes != values / FeatureCount) throw new ArgumentException($"{values / FeatureCount} rows need as many places for classes; {classes} are given", nameof(classes));
    }

    [DoesNotReturn]
    private void ThrowRow(int features) =>
        throw new ArgumentException($"The row has {features} values; the ensemble has {FeatureCount} features", nameof(features));

    [DoesNotReturn]
    private static void ThrowScores(int scores, int expected) =>
        throw new ArgumentException($"There are {scores} places for scores; {expected} are needed", nameof(scores));

    [DoesNotReturn]
    private void ThrowPrecision() =>
        throw new InvalidOperationException($"The ensemble is in {(IsDouble ? "double" : "single")} precision; give it rows of {(IsDouble ? "double" : "float")}");

    [DoesNotReturn]
    private void ThrowOutputs() =>
        throw new InvalidOperationException($"The ensemble has {OutputCount} outputs; give Predict a span for that many scores");

    [DoesNotReturn]
    private static void ThrowRegression() => throw new InvalidOperationException("The ensemble is a regression; call Predict");
}
