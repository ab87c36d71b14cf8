using System.Diagnostics.CodeAnalysis;
using MlDsl.Columns;

namespace MlDsl.Training;

public abstract partial class Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>
{
    /// <summary>Writes golden rows: each input with what the model says of it, a JSON object a line. The file is written whole or not at all.</summary>
    /// <remarks>Choose inputs that are no training rows where those must not leave: the file holds them as they are.</remarks>
    /// <param name="path">The file.</param>
    /// <param name="inputs">The inputs; some dozens, odd ones among them.</param>
    /// <exception cref="ArgumentException">An input cannot be predicted.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    [RequiresUnreferencedCode(GoldenFile.Reflection), RequiresDynamicCode(GoldenFile.Reflection)]
    public void WriteGolden(string path, IEnumerable<TInput> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ModelBytes.Write(path, GoldenFile.Write(inputs, OutputsOf));
    }

    /// <summary>Reads golden rows, to be held against the model and its plan interpreted; other ways are added to them.</summary>
    /// <param name="path">The file that <see cref="WriteGolden"/> wrote, of this model or of one that shall say the same.</param>
    /// <param name="tolerance">The largest difference from a golden number, relative to it; not negative.</param>
    /// <exception cref="GoldenException">There is no such file, or a line of it is no row of this model; the message names file and line.</exception>
    [RequiresUnreferencedCode(GoldenFile.Reflection), RequiresDynamicCode(GoldenFile.Reflection)]
    public GoldenSuite<TInput> ReadGolden(string path, double tolerance = 2e-5)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tolerance);
        bool isPositive = state.Outcome.Link == Link.Logit && outputs == 1;
        Outcome outcome = state.Outcome;
        List<GoldenRow<TInput>> rows = GoldenFile.Read<TInput>(path, outcome.HasQuantiles ? Outcome.QuantileScores : outputs);
        // An interval around the number is told by it, and stands in no file.
        if (outcome.Interval is { } interval)
            rows = [.. rows.Select(row => row with { Scale = Math.Abs(row.Expected[0]), Expected = interval.IsOfQuantiles ? row.Expected : WithEnds(outcome.IntervalOf(row.Expected[0])) })];
        return new GoldenSuite<TInput>(path, rows, ColumnsOf, isPositive, tolerance)
            .And("the model", input => Placed(OutputsOf(input), isPositive))
            .And("the interpreter", input => Placed(Interpret(ColumnsOf(input)), isPositive));
    }

    private static float[] WithEnds(Interval<float> interval) => [interval.Value, interval.Low, interval.High];

    private static GoldenOutput[] Placed(float[] predictions, bool isPositive) =>
        isPositive ? [new GoldenOutput(1, predictions[0])] : GoldenOutput.All(predictions);

    private float[] OutputsOf(TInput input)
    {
        var scores = new float[state.Predictor.Outputs];
        Score(in input, scores);
        return state.Outcome.Told(scores);
    }

    private ColumnValue[] ColumnsOf(TInput input)
    {
        // An export may take the value of a method that the interpreter computes.
        return [.. state.Plan.Inputs.Concat(state.Plan.Computed).Select(c => InputValues.Of<TRow, TInput>(in input, c.Member))];
    }

    private float[] Interpret(ColumnValue[] values) => state.Outcome.Told(state.Parts.Score([values]));
}
