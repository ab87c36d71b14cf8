using MlDsl.Columns;
using MlDsl.Expressions;

namespace MlDsl.Plans;

/// <summary>
/// The values of a row while a plan encodes it: those that are given, then those that feature methods compute, each behind what it reads.
/// </summary>
internal sealed class PlanCells
{
    [ThreadStatic] private static ColumnValue[]? cellsOfThread;
    [ThreadStatic] private static StepValue[]? stepsOfThread;

    private readonly DeclaredType[] types;
    private readonly FeatureExpression[] computed;
    private readonly bool[] mayLack;
    private readonly int[][] sources;
    private readonly int[] places;
    private readonly int steps;

    /// <summary>The cells for the columns of a plan.</summary>
    /// <param name="schema">The columns and feature methods.</param>
    /// <param name="encoded">Those with an encoding, in the order of these.</param>
    /// <exception cref="ArgumentException">The ops of a feature method are not what this version writes.</exception>
    public PlanCells(DatasetSchema schema, IReadOnlyList<ColumnSchema> encoded)
    {
        Dictionary<string, FeatureExpression> expressions = Expressions(schema);
        HashSet<string> needed = [.. encoded.Select(static c => c.Member)];
        // From the last to the first: what a feature reads stands before it.
        foreach (ColumnSchema feature in schema.Features.Reverse())
            if (needed.Contains(feature.Member) && expressions.TryGetValue(feature.Member, out FeatureExpression? expression)) needed.UnionWith(expression.Members);
        computed = [.. schema.Features.Where(f => needed.Contains(f.Member)).Select(f => expressions.GetValueOrDefault(f.Member)).OfType<FeatureExpression>()];
        ILookup<string, FeatureExpression> byMember = computed.ToLookup(static e => e.Feature.Member, StringComparer.Ordinal);
        needed.ExceptWith(encoded.Select(static c => c.Member));
        Inputs =
        [
            .. encoded.Where(c => !byMember.Contains(c.Member)),
            .. schema.Columns.Concat(schema.Features).Where(c => needed.Remove(c.Member) && !byMember.Contains(c.Member)),
        ];
        types = [.. Inputs.Select(DeclaredType.Of)];
        Dictionary<string, int> cells = [];
        foreach (string member in Inputs.Select(static i => i.Member).Concat(computed.Select(static e => e.Feature.Member))) cells.Add(member, cells.Count);
        mayLack = [.. computed.Select(static e => DeclaredType.Of(e.Feature).IsNullable)];
        sources = [.. computed.Select(e => e.Members.Select(m => cells[m]).ToArray())];
        places = [.. encoded.Select(c => cells[c.Member])];
        steps = computed.Length == 0 ? 0 : computed.Max(static e => e.Steps.Length);
    }

    /// <summary>What a row gives: columns, and feature methods that are no ops.</summary>
    public IReadOnlyList<ColumnSchema> Inputs { get; }

    /// <summary>The feature methods that are computed.</summary>
    public IReadOnlyList<FeatureExpression> Computed => computed;

    /// <summary>The value of each encoded column, where <see cref="PlaceOf"/> says.</summary>
    /// <param name="values">One for each of <see cref="Inputs"/>.</param>
    /// <exception cref="ArgumentException">A value is missing that may not be, or a feature cannot be computed; the message names it.</exception>
    public ReadOnlySpan<ColumnValue> Fill(ReadOnlySpan<ColumnValue> values)
    {
        if (values.Length != types.Length)
            throw new ArgumentException(FormattableString.Invariant($"{values.Length} values are given, and the plan has {types.Length} columns"), nameof(values));
        for (int i = 0; i < values.Length; i++)
        {
            if (!values[i].IsMissing || types[i].IsNullable) continue;
            string column = Inputs[i].Member;
            throw new InvalidValueException(column, $"'{column}' is missing: give a value, or declare the property nullable");
        }
        if (computed.Length == 0) return values;
        Span<ColumnValue> cells = Room(ref cellsOfThread, values.Length + computed.Length);
        Span<StepValue> room = Room(ref stepsOfThread, steps);
        values.CopyTo(cells);
        for (int i = 0; i < computed.Length; i++)
        {
            ColumnValue value = computed[i].Evaluate(cells, sources[i], room);
            if (value.IsMissing && !mayLack[i])
            {
                string feature = computed[i].Feature.Member;
                throw new InvalidValueException(feature, $"'{feature}' is missing: let the method give a value, or declare its type nullable");
            }
            cells[values.Length + i] = value;
        }
        return cells;
    }

    /// <summary>Where the value of an encoded column is.</summary>
    public int PlaceOf(int encoded) => places[encoded];

    private static Dictionary<string, FeatureExpression> Expressions(DatasetSchema schema)
    {
        Dictionary<string, ColumnSchema> known = [];
        foreach (ColumnSchema column in schema.Columns.Where(static c => c.IsInput)) known.TryAdd(column.Member, column);
        Dictionary<string, FeatureExpression> expressions = [];
        foreach (ColumnSchema feature in schema.Features)
        {
            if (feature.Ops.Count > 0) expressions.TryAdd(feature.Member, ExpressionParser.Read(feature, known.GetValueOrDefault));
            known.TryAdd(feature.Member, feature);
        }
        return expressions;
    }

    private static Span<T> Room<T>(ref T[]? room, int length)
    {
        if (room is null || room.Length < length) room = new T[Math.Max(length, 64)];
        return room.AsSpan(0, length);
    }
}
