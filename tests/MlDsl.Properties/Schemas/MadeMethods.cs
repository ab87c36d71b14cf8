using MlDsl.Properties.Values;

namespace MlDsl.Properties.Schemas;

/// <summary>Made-up feature methods over the columns of a data set: ops that a graph computes, ops that only the interpreter computes, and other code.</summary>
internal static class MadeMethods
{
    /// <param name="random">Where it comes from.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="columns">What it may take.</param>
    /// <param name="before">The methods that it may take.</param>
    /// <param name="takesTarget">Whether the label has a mean.</param>
    /// <param name="takesText">Whether it may be a text of n-grams, which no graph has.</param>
    public static MadeMethod? Make(Random random, string name, IReadOnlyList<MadeColumn> columns, IReadOnlyList<MadeMethod> before, bool takesTarget, bool takesText)
    {
        MadeColumn column = columns[random.Next(columns.Count)];
        MadeColumn[] numbers = [.. columns.Where(static c => IsNumber(c.Type))];
        MadeColumn other = numbers.Length > 0 ? numbers[random.Next(numbers.Length)] : column;
        return random.Next(8) switch
        {
            0 when before.LastOrDefault(static m => m.Type is "float" or "double" or "int") is { } inner => OfMethod(random, name, inner),
            1 => Nothing(random, name),
            _ when column.Length > 0 => ValueMethods.Vector(random, name, column),
            _ when IsNumber(column.Type) => NumberMethods.Make(random, name, column, other, takesTarget),
            _ => ValueMethods.Make(random, name, column, takesTarget, takesText),
        };
    }

    public static bool IsNumber(string type) => type.TrimEnd('?') is "bool" or "System.Half" or "float" or "double" or "decimal" || Numbers.Integers.Contains(type.TrimEnd('?'));

    /// <summary>A parameter is found in any case; some names are words of C#.</summary>
    public static string Parameter(string member) => "@" + char.ToLowerInvariant(member[0]) + member[1..];

    /// <summary>A parameter with its type.</summary>
    public static string Declared(MadeColumn column) => $"{column.Type} {Parameter(column.Member)}";

    private static MadeMethod OfMethod(Random random, string name, MadeMethod inner) => new(
        name, [inner.Name], $"[Numeric({(inner.IsLoose ? "" : NumericColumns.Options(random, false))})]", "double", $"{inner.Type} {Parameter(inner.Name)}", $"Math.Sqrt(Math.Abs((double){Parameter(inner.Name)}))")
    { IsLoose = inner.IsLoose };

    private static MadeMethod Nothing(Random random, string name) => new(name, [], $"[Numeric({NumericColumns.Options(random, false)})]", "float", "", "0.5f");
}
