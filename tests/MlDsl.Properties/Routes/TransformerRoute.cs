using Microsoft.ML;
using Microsoft.ML.Data;
using MlDsl.Properties.Schemas;
using MlDsl.Properties.Values;

namespace MlDsl.Properties.Routes;

/// <summary>The model as a transformer of ML.NET over a view of the rows, bit for bit against generated code; of rows that columns of ML.NET tell.</summary>
internal sealed class TransformerRoute
{
    // Each takes a view of its own.
    private const int MostRefused = 200;

    private readonly MadeSchema schema;
    private readonly Bridge bridge;
    private readonly Expectation expected;
    private readonly int[] told;

    public TransformerRoute(MadeSchema schema, Bridge bridge, Expectation expected)
    {
        (this.schema, this.bridge, this.expected) = (schema, bridge, expected);
        told = [.. Enumerable.Range(0, expected.Taken.Count).Where(row => IsTold(expected.Taken[row].Given))];
    }

    /// <summary>The rows that are compared.</summary>
    public int Told => told.Length;

    /// <summary>What differs.</summary>
    public IEnumerable<string> Differences()
    {
        ITransformer model = bridge.ToMlNet();
        IDataView view = model.Transform(bridge.View(told.Select(row => expected.Taken[row].Given)));
        return Predicted(view).Concat(expected.Refused.Where(row => IsTold(row.Given)).Take(MostRefused).Select(row => Taken(model, row)).OfType<string>());
    }

    private IEnumerable<string> Predicted(IDataView view)
    {
        bool isOfClasses = bridge.Outcome.Link == Link.Softmax;
        float[][] outputs = isOfClasses
            ? [.. view.GetColumn<float[]>("Score")]
            : [.. view.GetColumn<float>(bridge.Outcome.Link == Link.Logit ? "Probability" : "Score").Select(static score => (float[])[score])];
        string?[] labels = bridge.Outcome.Link switch
        {
            Link.Softmax => [.. view.GetColumn<uint>("PredictedLabel").Select(key => Classes.Of(bridge.Outcome)[(int)key - 1])],
            Link.Logit => [.. view.GetColumn<bool>("PredictedLabel").Select(static isPositive => isPositive ? "positive" : "negative")],
            _ => new string?[told.Length],
        };
        (float, float)[]? ends = bridge.Outcome.Interval is null ? null : [.. view.GetColumn<float>("Low").Zip(view.GetColumn<float>("High"))];
        for (int i = 0; i < told.Length; i++)
        {
            ExpectedRow row = expected.Taken[told[i]];
            float[] wanted = [.. expected.Outputs.Skip(told[i] * expected.OutputCount).Take(expected.OutputCount)];
            if (!wanted.Select(BitConverter.SingleToInt32Bits).SequenceEqual(outputs[i].Select(BitConverter.SingleToInt32Bits)))
                yield return FormattableString.Invariant($"ML.NET: row {row.Index}: {string.Join(' ', wanted)} expected, {string.Join(' ', outputs[i])} found");
            if (row.Said != labels[i]) yield return $"ML.NET: row {row.Index}: the label '{row.Said}' expected, '{labels[i]}' found";
            if (ends is not null && expected.IntervalOf(bridge.Predictor, bridge.Outcome, told[i]) is var (_, low, high) && (low, high) != ends[i])
                yield return FormattableString.Invariant($"ML.NET: row {row.Index}: the ends {low} and {high} expected, {ends[i]} found");
        }
    }

    private string? Taken(ITransformer model, ExpectedRow row)
    {
        try
        {
            float found = bridge.Outcome.Link == Link.Softmax
                ? model.Transform(bridge.View([row.Given])).GetColumn<float[]>("Score").Single()[0]
                : model.Transform(bridge.View([row.Given])).GetColumn<float>("Score").Single();
            return FormattableString.Invariant($"ML.NET: row {row.Index}: generated code refuses ({row.Said}), the transformer says {found}");
        }
        catch (Exception e) when (Expectation.IsRefusal(e))
        {
            return null;
        }
    }

    private bool IsTold(object?[] row)
    {
        for (int i = 0; i < schema.Columns.Count; i++)
            if (!IsTold(schema.Columns[i], row[i])) return false;
        return true;
    }

    // ML.NET has no missing texts and times, and real numbers for what may be missing.
    private static bool IsTold(MadeColumn column, object? value)
    {
        bool mayMiss = column.IsNullable;
        if (value is not null && column.Length > 0) return Containers.Singles(value) is var elements && elements.Length == column.Length && elements.All(float.IsFinite) && !column.Type.Contains("long", StringComparison.Ordinal) && !column.Type.Contains("decimal", StringComparison.Ordinal);
        return value switch
        {
            null => mayMiss,
            string text => !mayMiss || text.Length > 0,
            EnumNumber member => NamedValues.IsNamed(column.Type.TrimEnd('?'), member),
            Half number => !mayMiss || !Half.IsNaN(number),
            float number => !mayMiss || !float.IsNaN(number),
            double number => !mayMiss || !double.IsNaN(number),
            long number => !mayMiss || Math.Abs((double)number) < 1L << 53,
            ulong number => !mayMiss || number < 1UL << 53,
            decimal number => Math.Abs(number) < 1e15m && (decimal)(double)number == number,
            DateTime time => !mayMiss || time != default,
            DateTimeOffset time => !mayMiss || time != default,
            DateOnly day => !mayMiss || day != default,
            TimeSpan duration => !mayMiss || duration != TimeSpan.MinValue,
            _ => true,
        };
    }
}
