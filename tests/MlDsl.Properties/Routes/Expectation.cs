using MlDsl.Columns;
using MlDsl.Properties.Schemas;

namespace MlDsl.Properties.Routes;

/// <summary>What generated code says of rows: features, outputs and labels of those that it takes, and why it refuses the others.</summary>
internal sealed class Expectation
{
    private readonly List<int> starts = [0];
    private readonly List<int> positions = [];
    private readonly List<float> values = [];

    public Expectation(MadeSchema schema, Bridge bridge, IReadOnlyList<string> members, List<object?[]> rows)
    {
        var named = new NamedValues(schema, bridge, members);
        OutputCount = bridge.Outcome.Outputs(bridge.Predictor.Outputs);
        float[] outputs = new float[OutputCount];
        SparseSink sink = new(8);
        for (int i = 0; i < rows.Count; i++)
        {
            sink.Clear();
            object?[]? given = null;
            try
            {
                given = named.Of(rows[i]);
                bridge.Write(rows[i], ref sink);
                string? label = bridge.Predict(rows[i], outputs);
                Taken.Add(new(i, rows[i], given, label));
            }
            catch (Exception e) when (given is not null && IsRefusal(e))
            {
                Refused.Add(new(i, rows[i], given, e.Message));
                continue;
            }
            Outputs.AddRange(outputs);
            positions.AddRange(sink.Positions);
            values.AddRange(sink.Values);
            starts.Add(positions.Count);
        }
    }

    /// <summary>Whether an exception refuses a row: of MlDsl, or of a feature method that divides by zero, overflows or asks for what is missing.</summary>
    public static bool IsRefusal(Exception e) => e is ArgumentException or ArithmeticException or InvalidOperationException;

    /// <summary>The rows that are predicted, with their labels.</summary>
    public List<ExpectedRow> Taken { get; } = [];

    /// <summary>The rows that are refused, with the reasons.</summary>
    public List<ExpectedRow> Refused { get; } = [];

    /// <summary>The outputs of <see cref="Taken"/>, row-major.</summary>
    public List<float> Outputs { get; } = [];

    public int OutputCount { get; }

    /// <summary>The features of one of <see cref="Taken"/>, in the order written.</summary>
    public (ReadOnlyMemory<int> Positions, ReadOnlyMemory<float> Values) Features(int row) =>
        (positions[starts[row]..starts[row + 1]].ToArray(), values[starts[row]..starts[row + 1]].ToArray());

    /// <summary>The interval of one of <see cref="Taken"/>, of the features that generated code wrote.</summary>
    public Interval<float> IntervalOf(Predictor predictor, Outcome outcome, int row)
    {
        var (at, stand) = Features(row);
        Span<float> scores = stackalloc float[predictor.Outputs];
        predictor.Score(new SparseRows([0, at.Length], at.Span, stand.Span), scores);
        return outcome.IntervalOf(scores);
    }
}

/// <summary>A row and what generated code says of it.</summary>
/// <param name="Index">Its place among all.</param>
/// <param name="Given">The values of its properties.</param>
/// <param name="Values">The values of what the model takes.</param>
/// <param name="Said">Its label, or the reason against it.</param>
internal sealed record ExpectedRow(int Index, object?[] Given, object?[] Values, string? Said);
