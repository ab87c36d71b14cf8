using System.Globalization;

namespace MlDsl.Tool.Scaffolding;

/// <summary>A column of records with types in the making: its values as texts, and what they are.</summary>
/// <param name="name">Its name.</param>
/// <param name="declared">What the schema says; null where the values tell it, each for itself.</param>
internal sealed class RecordColumnReader(string name, SchemaType? declared)
{
    private readonly List<string?> texts = [];
    private readonly List<RecordValueKind> kinds = [];
    private int length = -1;
    private string? problem;

    /// <summary>Whether a number is NaN, which stands for a missing one.</summary>
    public bool HasNaN { get; private set; }

    /// <summary>Whether an empty text is among the values.</summary>
    public bool HasEmpty { get; private set; }

    /// <summary>The values that are there, as texts.</summary>
    public IEnumerable<string> Present => texts.OfType<string>();

    public void Add(in RecordValue value)
    {
        string? text = TextOf(value);
        HasEmpty |= text is "";
        texts.Add(text);
        kinds.Add(text is null ? RecordValueKind.Missing : value.Kind);
    }

    /// <summary>The column, or why no member of a record holds it.</summary>
    /// <param name="position">Its place.</param>
    /// <param name="missing">The texts that mean a missing value.</param>
    public (TextColumn? Column, string? Problem) Make(int position, IReadOnlySet<string> missing)
    {
        for (int row = 0; row < texts.Count; row++)
            if (kinds[row] == RecordValueKind.Text && missing.Contains(texts[row]!)) (texts[row], kinds[row]) = (null, RecordValueKind.Missing);
        SchemaType? type = problem is null ? Type() : null;
        return problem is null ? (new TextColumn(name, position, texts) { Type = type, Length = Math.Max(length, 0) }, null) : (null, problem);
    }

    private SchemaType? Type()
    {
        if (declared is not null) return declared;
        RecordValueKind[] found = [.. kinds.Distinct().Where(static kind => kind != RecordValueKind.Missing).Order()];
        if (found.Length == 0) return null;
        if (found.All(static kind => kind is RecordValueKind.Integer or RecordValueKind.Unsigned)) return SchemaType.Integer;
        if (found.All(static kind => kind is RecordValueKind.Integer or RecordValueKind.Unsigned or RecordValueKind.Number or RecordValueKind.Decimal or RecordValueKind.Digits))
            return found.Contains(RecordValueKind.Number) ? SchemaType.Double : SchemaType.Decimal;
        // A text column takes whole numbers as well.
        if (found.All(static kind => kind is RecordValueKind.Text or RecordValueKind.Integer)) return SchemaType.Text;
        if (found is [var one] && TypeOf(one) is { } type) return type;
        if (found.All(static kind => kind is RecordValueKind.Text or RecordValueKind.Integer or RecordValueKind.Number) && texts.All(static text => text is null || Numbers.IsNumber(text))) return SchemaType.Double;
        problem = $"holds values of several types ({string.Join(" and ", found.Select(Said))}); select it as one of them";
        return null;
    }

    private static SchemaType? TypeOf(RecordValueKind kind) => kind switch
    {
        RecordValueKind.Flag => SchemaType.Flag,
        RecordValueKind.Time or RecordValueKind.OffsetTime => SchemaType.Time,
        RecordValueKind.Date => SchemaType.Date,
        RecordValueKind.Clock => SchemaType.Clock,
        RecordValueKind.Duration => SchemaType.Duration,
        RecordValueKind.Guid => SchemaType.Identifier,
        _ => null,
    };

    private static string Said(RecordValueKind kind) => kind switch
    {
        RecordValueKind.Number => "floating-point numbers",
        RecordValueKind.Integer => "whole numbers",
        RecordValueKind.Text => "texts",
        _ => kind.ToString(),
    };

    private string? TextOf(in RecordValue value)
    {
        switch (value.Kind)
        {
            case RecordValueKind.Missing:
                return null;
            case RecordValueKind.Number when double.IsNaN(value.AsDouble):
                HasNaN = true;
                return null;
            case RecordValueKind.Number when double.IsInfinity(value.AsDouble):
                problem = "holds an infinite number, which no member takes; make it missing where the rows come from";
                return null;
            case RecordValueKind.Number when declared == SchemaType.Float:
                return ((float)value.AsDouble).ToString("R", CultureInfo.InvariantCulture);
            case RecordValueKind.List:
                return Elements(value);
            case RecordValueKind.Other:
                problem ??= $"holds {value}, which no member takes";
                return null;
            default:
                return value.ToString();
        }
    }

    // A list is a vector where all have one length; of its elements nothing else is drafted.
    private string? Elements(in RecordValue value)
    {
        foreach (RecordValue element in value.Values)
        {
            if (element.Kind is not (RecordValueKind.Integer or RecordValueKind.Unsigned or RecordValueKind.Number or RecordValueKind.Decimal or RecordValueKind.Digits)
                || element.Kind == RecordValueKind.Number && !float.IsFinite((float)element.AsDouble))
                problem ??= "holds lists with an element that is no finite number, which no vector takes";
        }
        int count = value.Values.Length;
        if (count == 0 || length >= 0 && length != count) problem ??= FormattableString.Invariant($"holds lists of different lengths ({Math.Max(length, 0)} and {count}) or empty ones; a vector has one length, 1 or more");
        length = count;
        // Two rows are the same only where their lists are; no message shows it.
        var hash = new HashCode();
        foreach (RecordValue element in value.Values) hash.Add(element.ToString(), StringComparer.Ordinal);
        return string.Create(CultureInfo.InvariantCulture, $"{value}, {hash.ToHashCode():x8}");
    }
}
