using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MlDsl.Analyzers.Flow;

/// <summary>One column: its type, and the columns and the step it was made from.</summary>
internal sealed class Column(string name, ItemType type, Step? maker, ImmutableArray<Column> inputs)
{
    public string Name { get; } = name;
    public ItemType Type { get; } = type;

    /// <summary>The step that wrote it; null for a column of the loaded data.</summary>
    public Step? Maker { get; } = maker;
    public ImmutableArray<Column> Inputs { get; } = inputs;

    /// <summary>The field or property it was loaded from, where a class says so.</summary>
    public ISymbol? Member { get; init; }

    /// <summary>A column of the data, as loaded.</summary>
    public static Column Loaded(string name, ItemType type, ISymbol? member = null) => new(name, type, null, []) { Member = member };

    /// <summary>This column and everything it was computed from.</summary>
    public HashSet<Column> Ancestry()
    {
        var seen = new HashSet<Column>();
        var open = new Stack<Column>();
        open.Push(this);
        while (open.Count > 0)
        {
            Column next = open.Pop();
            if (!seen.Add(next)) continue;
            foreach (Column input in next.Inputs) open.Push(input);
        }
        return seen;
    }

    /// <summary>This column and those that hold the same value in another form: copied, converted, keyed, scaled.</summary>
    public HashSet<Column> SameValue()
    {
        var seen = new HashSet<Column> { this };
        for (Column at = this; at.Maker?.Transform is { KeepsValue: true } && at.Inputs.Length == 1;)
        {
            at = at.Inputs[0];
            seen.Add(at);
        }
        return seen;
    }
}

/// <summary>The columns of a view by name. An open schema may hold columns that are not known.</summary>
internal sealed class Schema(ImmutableDictionary<string, Column> columns, bool isOpen)
{
    public static Schema Unknown { get; } = new(ImmutableDictionary.Create<string, Column>(StringComparer.Ordinal), isOpen: true);

    public ImmutableDictionary<string, Column> Columns { get; } = columns;
    public bool IsOpen { get; } = isOpen;

    public Column? this[string name] => Columns.TryGetValue(name, out Column? column) ? column : null;

    /// <summary>Whether it is certain that there is no such column.</summary>
    public bool Lacks(string name) => !IsOpen && !Columns.ContainsKey(name);

    public Schema With(Column column) => new(Columns.SetItem(column.Name, column), IsOpen);

    /// <summary>An open schema with a column that a step reads, so that it is one and the same from then on.</summary>
    public Schema Ensure(string name) => IsOpen && !Columns.ContainsKey(name) ? With(Column.Loaded(name, ItemType.Unknown)) : this;

    public Schema Without(IEnumerable<string> names) => new(Columns.RemoveRange(names), IsOpen);

    public Schema Only(IReadOnlyCollection<string> names) =>
        new(Columns.RemoveRange(Columns.Keys.Where(k => !names.Contains(k))), IsOpen && names.Any(n => !Columns.ContainsKey(n)));

    public Schema Open() => IsOpen ? this : new(Columns, isOpen: true);
}
