using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MlDsl.Site;

/// <summary>A name of XML documentation: <c>M:MlDsl.Model`2.Fit(MlDsl.TrainSet{`0})</c>.</summary>
/// <param name="Kind">T, M, P, F or E.</param>
/// <param name="Path">What stands before the parameters.</param>
/// <param name="Types">The types of its parameters.</param>
internal sealed partial record DocId(char Kind, string Path, IReadOnlyList<string> Types)
{
    /// <summary>Reads a name.</summary>
    public static DocId Of(string id)
    {
        int open = id.IndexOf('(', StringComparison.Ordinal);
        string path = open < 0 ? id[2..] : id[2..open];
        return new DocId(id[0], path, open < 0 ? [] : [.. Split(id[(open + 1)..id.LastIndexOf(')')])]);
    }

    /// <summary>The path of the type that the member belongs to.</summary>
    public string Type => Path[..Math.Max(0, Path.LastIndexOf('.'))];

    /// <summary>The name below the type.</summary>
    public string Name => Path[(Path.LastIndexOf('.') + 1)..];

    /// <summary>How the member is written: its name, and of a method the types of its parameters, without namespaces.</summary>
    public string Said
    {
        get
        {
            string name = Name == "#ctor" ? Short(Type) : Short(Name), types = string.Join(", ", Types.Select(Short));
            return Kind == 'M' ? $"{name}({types})" : Types.Count > 0 ? $"{name}[{types}]" : name;
        }
    }

    /// <summary>A type without its namespaces, and with brackets as C# writes them.</summary>
    public static string Short(string type)
    {
        string text = Space().Replace(type, "").Replace('{', '<').Replace('}', '>').Replace("@", "", StringComparison.Ordinal);
        text = Arity().Replace(text, static match => Parameters(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)));
        return Place().Replace(text, "T$1");
    }

    // Parameters of a generic type that is not filled in.
    private static string Parameters(int count) => count == 1 ? "<T>" : $"<{string.Join(", ", Enumerable.Range(1, count).Select(static i => $"T{i}"))}>";

    private static IEnumerable<string> Split(string parameters)
    {
        var part = new StringBuilder();
        int depth = 0;
        foreach (char c in parameters)
        {
            if (c is '{' or '[' or '(') depth++;
            if (c is '}' or ']' or ')') depth--;
            if (c == ',' && depth == 0)
            {
                yield return part.ToString();
                part.Clear();
            }
            else
            {
                part.Append(c);
            }
        }
        if (part.Length > 0) yield return part.ToString();
    }

    [GeneratedRegex(@"(?:[A-Za-z_][A-Za-z0-9_]*\.)+(?=[A-Za-z_])")]
    private static partial Regex Space();

    // How many parameters a type or method of that name takes.
    [GeneratedRegex("(?<=[A-Za-z0-9_])``?([0-9]+)")]
    private static partial Regex Arity();

    // A parameter by its place.
    [GeneratedRegex("``?([0-9]+)")]
    private static partial Regex Place();
}
