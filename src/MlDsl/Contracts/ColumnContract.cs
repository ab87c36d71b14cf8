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

    /// <summary>Whether a value breaks no rule.</summary>
    internal bool Admits(T value)
    {
        foreach (ColumnRule<T> rule in rules)
        {
            if (!rule.Admits(value)) return false;
        }
        return true;
    }

    /// <summary>Does with a value that breaks a rule what the rules say.</summary>
    /// <param name="value">The value; another one where it is clipped.</param>
    /// <param name="isMissing">Whether the value is to be missing.</param>
    /// <param name="tally">Counts what is not refused.</param>
    /// <returns>What is wrong with a value that is refused, as the rest of a sentence about it; null where it is not.</returns>
    internal string? Settle(ref T value, out bool isMissing, IContractTally tally)
    {
        isMissing = false;
        for (int i = 0; i < rules.Length; i++)
        {
            ColumnRule<T> rule = rules[i];
            if (rule.Admits(value)) continue;
            if (rule.Policy == Breach.Reject) return $"breaks [{rule.Text}]";
            if (rule.Policy == Breach.Clip && !rule.HasNearest(value)) return $"breaks [{rule.Text}] and has no nearest value within it";
            tally.Add(this, First + i);
            if (rule.Policy == Breach.Clip) value = rule.Clipped(value);
            if (rule.Policy != Breach.AsMissing) continue;
            isMissing = true;
            break;
        }
        return null;
    }

    /// <summary>Counts a missing value where that breaks the contract.</summary>
    /// <returns>What is wrong where it is refused; null where it is not.</returns>
    internal string? Miss(IContractTally tally)
    {
        if (missing is null) return null;
        if (missing == Breach.Reject) return "breaks [NotNull]";
        tally.Add(this, First + rules.Length);
        return null;
    }

    /// <summary>A value of an input, as the contract lets it through.</summary>
    /// <exception cref="InvalidValueException">It is refused; the message names the column and the rule.</exception>
    public T Hold(T value)
    {
        if (Admits(value)) return value;
        return Settle(ref value, out _, ServedContracts.Tally) is { } problem ? throw Refused(Said(value), problem) : value;
    }

    internal InvalidValueException Refused(string said, string problem) => new(member, $"'{name}' is {said}, which {problem}; {WayOut}");

    /// <summary>The value, for a message; of a sensitive column only that there is one.</summary>
    internal string Said(T? value) => value is null ? "missing" : isSensitive ? "a value" : $"'{Visible.Of(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")}'";

    internal const string WayOut = "correct it, or set another Policy on the attribute";

    private protected override IEnumerable<ContractRule> Own(DatasetSchema schema)
    {
        ColumnSchema column = schema.Columns.First(c => c.Member == member);
        (name, isSensitive) = (column.Name, column.Role == ColumnRole.Sensitive);
        foreach (ColumnRule<T> rule in rules) yield return new([name], rule.Text, rule.Policy);
        if (missing is { } policy) yield return new([name], "NotNull", policy);
    }
}

/// <summary>A missing value of an input held against its column's contract. Apart, since a type parameter cannot say that it is a value type here and a text there.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MissingValues
{
    /// <summary>A value that may be missing, as the contract lets it through.</summary>
    /// <exception cref="InvalidValueException">It is refused; the message names the column and the rule.</exception>
    public static T? HoldOrNull<T>(this ColumnContract<T> contract, T? value) where T : struct
    {
        ArgumentNullException.ThrowIfNull(contract);
        if (value is { } present) return contract.Admits(present) ? value : Settled(contract, present);
        return contract.Miss(ServedContracts.Tally) is { } problem ? throw contract.Refused("missing", problem) : null;
    }

    /// <inheritdoc cref="HoldOrNull{T}(ColumnContract{T}, T?)"/>
    public static string? HoldOrNull(this ColumnContract<string> contract, string? value)
    {
        ArgumentNullException.ThrowIfNull(contract);
        if (value is null) return contract.Miss(ServedContracts.Tally) is { } absent ? throw contract.Refused("missing", absent) : null;
        if (contract.Admits(value)) return value;
        return contract.Settle(ref value, out bool isMissing, ServedContracts.Tally) is { } problem ? throw contract.Refused(contract.Said(value), problem) : isMissing ? null : value;
    }

    private static T? Settled<T>(ColumnContract<T> contract, T value) where T : struct =>
        contract.Settle(ref value, out bool isMissing, ServedContracts.Tally) is { } problem ? throw contract.Refused(contract.Said(value), problem) : isMissing ? null : value;
}
