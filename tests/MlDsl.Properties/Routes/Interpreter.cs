using MlDsl.Columns;
using MlDsl.Properties.Schemas;
using MlDsl.Training;

namespace MlDsl.Properties.Routes;

/// <summary>The model's file run by the names of columns, bit for bit against generated code.</summary>
internal static class Interpreter
{
    /// <summary>What differs.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="bridge">Its model.</param>
    /// <param name="model">The model's file.</param>
    /// <param name="expected">What generated code says; of each row the model's columns first.</param>
    public static IEnumerable<string> Differences(MadeSchema schema, Bridge bridge, DynamicModel model, Expectation expected)
    {
        string[] members = [.. model.Columns.Select(static c => c.Member)];
        var refusals = new Refusals(schema, bridge, model, expected);

        DynamicRow Row(object?[] values)
        {
            DynamicRow row = model.NewRow();
            for (int i = 0; i < members.Length; i++) row[members[i]] = NamedValues.Column(values[i]);
            return row;
        }

        for (int from = 0; from < expected.Taken.Count; from += 1000)
        {
            int count = Math.Min(1000, expected.Taken.Count - from);
            IReadOnlyList<DynamicPrediction>? predicted = null;
            string? refusal = null;
            try
            {
                predicted = model.Predict(Enumerable.Range(from, count).Select(i => Row(expected.Taken[i].Values)));
            }
            catch (ArgumentException e)
            {
                refusal = e.Message;
            }
            if (predicted is null) yield return $"interpreter: rows {from} to {from + count} of those that are taken: {refusal}";
            else
            {
                for (int i = 0; i < count; i++)
                    if (Difference(model, expected, from + i, predicted[i]) is { } difference) yield return difference;
            }
        }
        foreach (string difference in Written(bridge.Plan, members.Length, expected)) yield return difference;
        foreach (ExpectedRow row in expected.Refused)
        {
            // What code gives, a file is not asked for where the code gives nothing.
            if (row.Values.Take(members.Length).Contains(NotGiven.Value)) continue;
            string? said = null;
            try
            {
                said = $"predicts {model.Predict(Row(row.Values))}";
            }
            catch (ArgumentException e) when (refusals.AreSame(row, e.Message))
            {
            }
            catch (ArgumentException e)
            {
                said = e.Message;
            }
            if (said is not null) yield return $"interpreter: row {row.Index}: generated code refuses ({row.Said}), the interpreter: {said}";
        }
    }

    private static string? Difference(DynamicModel model, Expectation expected, int row, DynamicPrediction found)
    {
        ReadOnlySpan<float> outputs = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(expected.Outputs).Slice(row * expected.OutputCount, expected.OutputCount);
        for (int i = 0; i < outputs.Length; i++)
        {
            if (BitConverter.SingleToUInt32Bits(outputs[i]) != BitConverter.SingleToUInt32Bits(found.Outputs[i]))
                return $"interpreter: row {expected.Taken[row].Index}, output {i}: {outputs[i]:R} expected, {found.Outputs[i]:R} found";
        }
        if (found.Interval is { } interval && expected.IntervalOf(model.Predictor, model.Outcome, row) is var wanted && interval != wanted)
            return $"interpreter: row {expected.Taken[row].Index}: the interval {wanted} expected, {interval} found";
        string? label = expected.Taken[row].Said;
        if (label is "positive" or "negative") label = Classes.Of(model.Outcome)[label == "positive" ? 1 : 0];
        return label == found.Label ? null : $"interpreter: row {expected.Taken[row].Index}: the label '{label}' expected, '{found.Label}' found";
    }

    // The features one by one, so that the column is told.
    private static IEnumerable<string> Written(FeaturePlan plan, int columns, Expectation expected)
    {
        SparseSink sink = new(8);
        for (int row = 0; row < expected.Taken.Count; row++)
        {
            sink.Clear();
            plan.Write([.. expected.Taken[row].Values.Take(columns).Select(NamedValues.Column)], ref sink);
            var (positions, values) = expected.Features(row);
            if (Same(in sink, positions.Span, values.Span)) continue;
            yield return $"interpreter: row {expected.Taken[row].Index}: the features {Text(positions.Span, values.Span)} expected, {Text(sink.Positions, sink.Values)} found";
        }
    }

    private static bool Same(in SparseSink sink, ReadOnlySpan<int> positions, ReadOnlySpan<float> values) =>
        sink.Positions.SequenceEqual(positions)
        && System.Runtime.InteropServices.MemoryMarshal.Cast<float, uint>(sink.Values).SequenceEqual(System.Runtime.InteropServices.MemoryMarshal.Cast<float, uint>(values));

    private static string Text(ReadOnlySpan<int> positions, ReadOnlySpan<float> values)
    {
        string text = "";
        for (int i = 0; i < positions.Length; i++) text += FormattableString.Invariant($"{positions[i]}: {values[i]:R} ");
        return text;
    }
}
