using MlDsl.Onnx;
using MlDsl.Onnx.Suite;

namespace MlDsl.Properties.Routes;

/// <summary>An exported file on one backend, against what generated code says.</summary>
/// <param name="name">The backend, for messages.</param>
/// <param name="comparison">Compares the file's outputs.</param>
/// <param name="expected">What generated code says.</param>
/// <param name="takes">Whether the backend can be given a row that generated code predicts.</param>
/// <param name="tells">Whether the backend can be given a row that generated code refuses, and tell it from those that it predicts.</param>
/// <param name="outputs">The names of the file's outputs, in its order.</param>
/// <param name="run">Runs the file on rows.</param>
internal sealed class GraphRoute(
    string name, OutputComparison comparison, Expectation expected, IReadOnlyList<string> outputs,
    Func<ExpectedRow, bool> takes, Func<ExpectedRow, bool> tells, Func<IReadOnlyList<ExpectedRow>, IReadOnlyList<Value>> run)
{
    private const int BatchRows = 1000, RefusedRows = 60;

    /// <summary>The rows that were compared.</summary>
    public int Compared { get; private set; }

    /// <summary>The rows that must be refused, and were asked.</summary>
    public int Refused { get; private set; }

    /// <summary>What differs.</summary>
    public IEnumerable<string> Differences()
    {
        List<int> taken = [.. Enumerable.Range(0, expected.Taken.Count).Where(i => takes(expected.Taken[i]))];
        for (int from = 0; from < taken.Count; from += BatchRows)
        {
            List<int> rows = taken.GetRange(from, Math.Min(BatchRows, taken.Count - from));
            IReadOnlyList<Value>? found = Run(rows, out string? problem);
            if (found is null) yield return $"{name}: {Culprit(rows) ?? problem}";
            else
            {
                Compared += rows.Count;
                foreach (string difference in comparison.Differences(rows, found)) yield return $"{name}: {difference}";
            }
        }
        foreach (ExpectedRow row in expected.Refused.Where(tells).Take(RefusedRows))
        {
            Refused++;
            if (Admits(row) is { } admitted) yield return $"{name}: row {row.Index}: generated code refuses ({row.Said}), the graph: {admitted}";
        }
    }

    private IReadOnlyList<Value>? Run(List<int> rows, out string? problem)
    {
        try
        {
            problem = null;
            return run([.. rows.Select(i => expected.Taken[i])]);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            problem = $"{e.GetType().Name}: {e.Message}";
            return null;
        }
    }

    // One of the rows, which is easier to understand.
    private string? Culprit(List<int> rows)
    {
        foreach (int row in rows)
            if (Run([row], out string? problem) is null) return $"row {expected.Taken[row].Index}: {string.Join(" | ", expected.Taken[row].Values)}: {problem}";
        return null;
    }

    // An error of the run, or a score, a number or a probability that is none.
    private string? Admits(ExpectedRow row)
    {
        try
        {
            IReadOnlyList<Value> found = run([row]);
            for (int i = 0; i < outputs.Count; i++)
            {
                if (outputs[i].StartsWith("features", StringComparison.Ordinal) || found[i].Element != OnnxElementType.Float) continue;
                foreach (float value in found[i].Span<float>())
                    if (!float.IsFinite(value)) return null;
            }
            return string.Join("; ", outputs.Select((output, i) => $"{output} {(found[i].Element == OnnxElementType.Float ? string.Join(", ", found[i].Span<float>().ToArray()) : "")}"));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return null;
        }
    }
}
