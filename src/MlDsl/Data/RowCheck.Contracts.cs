using MlDsl.Contracts;

namespace MlDsl;

// Values held against the contract of their column.
public sealed partial class RowCheck
{
    /// <summary>Whether a value of the row became another one.</summary>
    public bool IsAltered { get; private set; }

    /// <summary>Begins with the columns of a row.</summary>
    public void Begin() => IsAltered = false;

    /// <summary>A value that is there, as the contract lets it through.</summary>
    /// <exception cref="InvalidValueException">It is refused; the message names row, property and rule.</exception>
    public T Hold<T>(int column, T value, ColumnContract<T> contract) where T : notnull
    {
        ArgumentNullException.ThrowIfNull(contract);
        return Held(column, value, contract.Hold(value, Tally, out _, out BrokenRule? broken), broken);
    }

    /// <summary>A value that may be missing, as the contract lets it through.</summary>
    /// <exception cref="InvalidValueException">It is refused; the message names row, property and rule.</exception>
    public T? HoldOrNull<T>(int column, T? value, ColumnContract<T> contract) where T : struct
    {
        ArgumentNullException.ThrowIfNull(contract);
        return Held(column, value, contract.HoldOrNull(value, Tally, out BrokenRule? broken), broken);
    }

    /// <summary>A text that may be missing, as the contract lets it through.</summary>
    /// <exception cref="InvalidValueException">It is refused; the message names row, property and rule.</exception>
    public string? HoldOrNull(int column, string? value, ColumnContract<string> contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return Held(column, value, contract.HoldOrNull(value, Tally, out BrokenRule? broken), broken);
    }

    /// <summary>Holds a row against a relation of its columns.</summary>
    /// <exception cref="InvalidValueException">It is broken and refused; the message names row and relation.</exception>
    public void Hold(bool holds, RelationRule relation)
    {
        ArgumentNullException.ThrowIfNull(relation);
        if (relation.Hold(holds, Tally) is { } problem) Refuse(relation.Column, $"stands in a row that {problem}", RelationRule.WayOut);
    }

    private T Held<T>(int column, T value, T held, BrokenRule? broken)
    {
        if (broken is not null) Refuse(column, $"is {broken.Said ?? "missing"}, which {broken.Problem}", BrokenRule.WayOut);
        IsAltered |= !EqualityComparer<T>.Default.Equals(held, value);
        return held;
    }
}
