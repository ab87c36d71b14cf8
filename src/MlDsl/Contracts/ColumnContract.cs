using System.ComponentModel;
using System.Globalization;

namespace MlDsl.Contracts;

/// <summary>The rules of one column. Immutable; safe for any number of threads; holding a value against them allocates nothing where none is broken.</summary>
/// <typeparam name="T">The type of the values that are there.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ColumnContract<T> : ContractPart where T : notnull
{
    private readonly string member;
    private readonly Breach? missing;
    private readonly ColumnRule<T>[] rules;
    private string name = "";
    private bool isSensitive;

    /// <summary>The rules of a column.</summary>
    /// <param name="member">The property.</param>
    /// <param name="missing">What is done with a missing value; null where one may be missing, or none can be.</param>
    /// <param name="rules">The rules on values that are there, in the order of declaration.</param>
    public ColumnContract(string member, Breach? missing, params ColumnRule<T>[] rules) => (this.member, this.missing, this.rules) = (member, missing, rules);

    /// <summary>A value of an input, as the contract lets it through.</summary>
    /// <exception cref="InvalidValueException">It is refused; the message names the column and the rule.</exception>
    public T Hold(T value)
    {
        T held = Hold(value, ServedContracts.Tally, out _, out BrokenRule? broken);
        return broken is null ? held : throw broken.InInput();
    }

    /// <summary>A value that is there, as the contract lets it through.</summary>
    /// <param name="value">The value.</param>
    /// <param name="tally">Counts what breaks a rule and is not refused; null where values are held against none.</param>
    /// <param name="isMissing">Whether the value is to be missing.</param>
    /// <param name="broken">Why the value is refused; null where it is not.</param>
    internal T Hold(T value, IContractTally? tally, out bool isMissing, out BrokenRule? broken)
    {
        (isMissing, broken) = (false, null);
        return tally is null || Admits(value) ? value : Settle(value, tally, out isMissing, out broken);
    }

    /// <summary>Counts a missing value where that breaks the contract.</summary>
    /// <returns>Why it is refused; null where it is not.</returns>
    internal BrokenRule? Miss(IContractTally? tally)
    {
        if (missing is null || tally is null) return null;
        if (missing == Breach.Reject) return new BrokenRule(member, name, null, "breaks [NotNull]");
        tally.Add(this, First + rules.Length);
        return null;
    }

    private bool Admits(T value)
    {
        foreach (ColumnRule<T> rule in rules)
        {
            if (!rule.Admits(value)) return false;
        }
        return true;
    }

    // Apart from what is asked of every value.
    private T Settle(T value, IContractTally tally, out bool isMissing, out BrokenRule? broken)
    {
        (isMissing, broken) = (false, null);
        T held = value;
        for (int i = 0; i < rules.Length && !isMissing; i++)
        {
            ColumnRule<T> rule = rules[i];
            if (rule.Admits(held)) continue;
            bool isClipped = rule.Policy == Breach.Clip;
            if (rule.Policy == Breach.Reject || (isClipped && !rule.HasNearest(held)))
            {
                broken = new BrokenRule(member, name, Said(value), $"breaks [{rule.Text}]{(isClipped ? " and has no nearest value within it" : "")}");
                return value;
            }
            tally.Add(this, First + i);
            if (isClipped) held = rule.Clipped(held);
            isMissing = rule.Policy == Breach.AsMissing;
        }
        return held;
    }

    // Of a sensitive column only that there is a value.
    private string Said(T value) => isSensitive ? "a value" : $"'{Visible.Of(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")}'";

    private protected override IEnumerable<ContractRule> Own(DatasetSchema schema)
    {
        ColumnSchema column = schema.Columns.First(c => c.Member == member);
        (name, isSensitive) = (column.Name, column.Role == ColumnRole.Sensitive);
        foreach (ColumnRule<T> rule in rules) yield return new([name], rule.Text, rule.Policy);
        if (missing is { } policy) yield return new([name], "NotNull", policy);
    }
}

/// <summary>Values that may be missing held against their column's contract. Apart, since a type parameter cannot say that it is a value type here and a text there.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MissingValues
{
    /// <summary>A value of an input that may be missing, as the contract lets it through.</summary>
    /// <exception cref="InvalidValueException">It is refused; the message names the column and the rule.</exception>
    public static T? HoldOrNull<T>(this ColumnContract<T> contract, T? value) where T : struct
    {
        T? held = contract.HoldOrNull(value, ServedContracts.Tally, out BrokenRule? broken);
        return broken is null ? held : throw broken.InInput();
    }

    /// <inheritdoc cref="HoldOrNull{T}(ColumnContract{T}, T?)"/>
    public static string? HoldOrNull(this ColumnContract<string> contract, string? value)
    {
        string? held = contract.HoldOrNull(value, ServedContracts.Tally, out BrokenRule? broken);
        return broken is null ? held : throw broken.InInput();
    }

    /// <summary>A value that may be missing, as the contract lets it through.</summary>
    internal static T? HoldOrNull<T>(this ColumnContract<T> contract, T? value, IContractTally? tally, out BrokenRule? broken) where T : struct
    {
        if (value is not { } present)
        {
            broken = contract.Miss(tally);
            return null;
        }
        T held = contract.Hold(present, tally, out bool isMissing, out broken);
        return isMissing ? null : held;
    }

    /// <summary>A text that may be missing, as the contract lets it through.</summary>
    internal static string? HoldOrNull(this ColumnContract<string> contract, string? value, IContractTally? tally, out BrokenRule? broken)
    {
        if (value is null)
        {
            broken = contract.Miss(tally);
            return null;
        }
        string held = contract.Hold(value, tally, out bool isMissing, out broken);
        return isMissing ? null : held;
    }
}
