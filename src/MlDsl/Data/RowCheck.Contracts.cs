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
        if (!contract.Admits(value)) Settle(column, ref value, contract);
        return value;
    }

    /// <summary>A value that may be missing, as the contract lets it through.</summary>
    /// <exception cref="InvalidValueException">It is refused; the message names row, property and rule.</exception>
    public T? HoldOrNull<T>(int column, T? value, ColumnContract<T> contract) where T : struct
    {
        ArgumentNullException.ThrowIfNull(contract);
        if (value is not { } present)
        {
            Missed(column, contract);
            return value;
        }
        if (contract.Admits(present)) return value;
        return Settle(column, ref present, contract) ? null : present;
    }

    /// <summary>A text that may be missing, as the contract lets it through.</summary>
    /// <exception cref="InvalidValueException">It is refused; the message names row, property and rule.</exception>
    public string? HoldOrNull(int column, string? value, ColumnContract<string> contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        if (value is null)
        {
            Missed(column, contract);
            return value;
        }
        if (contract.Admits(value)) return value;
        return Settle(column, ref value, contract) ? null : value;
    }

    /// <summary>Holds a row against a relation of its columns.</summary>
    /// <exception cref="InvalidValueException">It is broken and refused; the message names row and relation.</exception>
    public void Hold(bool holds, RelationRule relation)
    {
        ArgumentNullException.ThrowIfNull(relation);
        if (!holds && relation.Break(Tally!) is { } problem) Refuse(relation.Column, $"stands in a row that {problem}", RelationRule.WayOut);
    }

    private void Missed<T>(int column, ColumnContract<T> contract) where T : notnull
    {
        if (contract.Miss(Tally!) is { } problem) Refuse(column, $"is missing, which {problem}", ColumnContract<T>.WayOut);
    }

    private bool Settle<T>(int column, ref T value, ColumnContract<T> contract) where T : notnull
    {
        (string said, T before) = (contract.Said(value), value);
        if (contract.Settle(ref value, out bool isMissing, Tally!) is { } problem) Refuse(column, $"is {said}, which {problem}", ColumnContract<T>.WayOut);
        IsAltered |= isMissing || !EqualityComparer<T>.Default.Equals(value, before);
        return isMissing;
    }
}
