using MlDsl.Columns;
using MlDsl.Properties.Schemas;
using MlDsl.Training;

namespace MlDsl.Properties.Routes;

/// <summary>Compares the reasons of generated code and of the interpreter against a row.</summary>
/// <param name="schema">The schema.</param>
/// <param name="bridge">Its model.</param>
/// <param name="model">The model's file.</param>
/// <param name="expected">What generated code says.</param>
internal sealed class Refusals(MadeSchema schema, Bridge bridge, DynamicModel model, Expectation expected)
{
    private static readonly string[] OfScores = ["The prediction is ", "The input's values ", "The feature "];

    /// <summary>
    /// Whether both refuse the same: the same column or method, a score, or the interpreter another column or method, which generated code
    /// refuses as well in a row that has nothing else of this one. The two look at values in another order.
    /// </summary>
    public bool AreSame(ExpectedRow row, string named)
    {
        string typed = row.Said!;
        if (named.StartsWith("The score ", StringComparison.Ordinal)) return OfScores.Any(start => typed.StartsWith(start, StringComparison.Ordinal));
        if (Quoted(named) is not { } name) return false;
        // Where it is set, a value is refused by the column's name in files.
        string member = named.StartsWith("The column '", StringComparison.Ordinal) && model.Columns.FirstOrDefault(c => c.Name == name) is { } column ? column.Member : name;
        return member == Quoted(typed) || Refuses(member, row.Given);
    }

    private bool Refuses(string member, object?[] row)
    {
        if (expected.Taken.Count == 0) return false;
        object?[] mostly = [.. expected.Taken[0].Given];
        foreach (int place in schema.Sources(member)) mostly[place] = row[place];
        try
        {
            SparseSink sink = new(8);
            bridge.Write(mostly, ref sink);
            return false;
        }
        catch (Exception e) when (Expectation.IsRefusal(e))
        {
            return true;
        }
    }

    // The first name in quotes, of a vector's element that of the vector.
    private static string? Quoted(string message) => message.Split('\'') is [_, var name, ..] ? name.Split('[')[0] : null;
}
