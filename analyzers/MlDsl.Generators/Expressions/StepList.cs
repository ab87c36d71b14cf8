using System.Globalization;

namespace MlDsl.Generators.Expressions;

/// <summary>
/// The steps of an expression as they are written: each is one line, equal lines are one step, and of each its type is known, whether it can
/// throw in C#, and why it does not export.
/// </summary>
internal sealed class StepList
{
    /// <summary>More steps than a method has that anyone reads.</summary>
    public const int Most = 1000;

    private readonly List<string> lines = [];
    private readonly List<StepType> types = [];
    private readonly List<bool> throws = [];
    private readonly Dictionary<string, int> byLine = new(StringComparer.Ordinal);

    public int Count => lines.Count;

    public StepType TypeOf(int step) => types[step];

    /// <summary>Whether C# may throw where the step is evaluated, or one that it reads.</summary>
    public bool Throws(int step) => throws[step];

    /// <summary>Adds a step that reads others.</summary>
    public int Add(string operation, StepType type, bool canThrow, params int[] from) =>
        Add($"{operation}{string.Concat(from.Select(static f => $" {f.ToString(CultureInfo.InvariantCulture)}"))}", type, canThrow || from.Any(f => throws[f]));

    /// <summary>Adds a column or feature.</summary>
    public int Column(string member, StepType type) => Add($"column {member}", type, false);

    /// <summary>Adds a constant.</summary>
    public int Constant(string type, object value) => Add($"constant {type} {Text(value)}", new StepType(type, false), false);

    /// <summary>Adds the missing value of a type.</summary>
    public int Missing(string type) => Add($"missing {type}", new StepType(type, true), false);

    /// <summary>Whether the step is a constant other than <paramref name="others"/>.</summary>
    public bool IsConstantBut(int step, params string[] others) =>
        lines[step].StartsWith("constant ", StringComparison.Ordinal) && Array.IndexOf(others, lines[step].Split([' '], 3)[2]) < 0;

    /// <summary>The steps that <paramref name="result"/> needs, which is the last of them, in their order.</summary>
    public IEnumerable<string> Needed(int result)
    {
        var needed = new bool[result + 1];
        needed[result] = true;
        for (int i = result; i >= 0; i--)
            if (needed[i])
                foreach (int from in Sources(i)) needed[from] = true;
        var places = new int[result + 1];
        for (int i = 0, next = 0; i <= result; i++)
        {
            if (!needed[i]) continue;
            places[i] = next++;
            int[] from = Sources(i);
            yield return from.Length == 0 ? lines[i] : string.Join(" ", Words(i).Concat(from.Select(f => places[f].ToString(CultureInfo.InvariantCulture))));
        }
    }

    private int Add(string line, StepType type, bool canThrow)
    {
        if (byLine.TryGetValue(line, out int known)) return known;
        byLine.Add(line, lines.Count);
        lines.Add(line);
        types.Add(type);
        throws.Add(canThrow);
        return lines.Count - 1;
    }

    private bool IsLeaf(int step) =>
        lines[step].StartsWith("column ", StringComparison.Ordinal) || lines[step].StartsWith("constant ", StringComparison.Ordinal) || lines[step].StartsWith("missing ", StringComparison.Ordinal);

    // The words that are no numbers: the operation, and of a conversion its type.
    private IEnumerable<string> Words(int step) => lines[step].Split(' ').Where(static w => !char.IsDigit(w[0]));

    private int[] Sources(int step) => IsLeaf(step)
        ? []
        : [.. lines[step].Split(' ').Where(static w => char.IsDigit(w[0])).Select(static w => int.Parse(w, CultureInfo.InvariantCulture))];

    // Exact, and the same in every culture and runtime; of a character its number.
    private static string Text(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        char letter => ((int)letter).ToString(CultureInfo.InvariantCulture),
        float number => Floating(number, number.ToString("R", CultureInfo.InvariantCulture)),
        double number => Floating(number, number.ToString("R", CultureInfo.InvariantCulture)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static string Floating(double value, string text) => value == 0 ? (1 / value < 0 ? "-0" : "0") : text;
}
