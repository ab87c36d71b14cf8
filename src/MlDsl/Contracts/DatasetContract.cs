using System.ComponentModel;

namespace MlDsl.Contracts;

/// <summary>The rules of a row type, in the order of its columns, relations last. Made by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DatasetContract
{
    /// <summary>The contract of the rules.</summary>
    /// <param name="schema">The row type's schema.</param>
    /// <param name="parts">What holds them, in the order of the columns.</param>
    public DatasetContract(DatasetSchema schema, IReadOnlyList<ContractPart> parts)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(parts);
        var rules = new List<ContractRule>();
        foreach (ContractPart part in parts) part.Join(schema, rules);
        (Rules, Unique, Fresh) = (rules, [.. parts.OfType<UniqueRule>()], parts.OfType<FreshRule>().FirstOrDefault());
        Alters = rules.Any(static r => r.Policy is Breach.Clip or Breach.AsMissing);
    }

    /// <summary>The rules over all rows.</summary>
    internal IReadOnlyList<UniqueRule> Unique { get; }

    internal FreshRule? Fresh { get; }

    /// <summary>The rules.</summary>
    public IReadOnlyList<ContractRule> Rules { get; }

    /// <summary>Whether a rule may put another value in place of one that breaks it.</summary>
    public bool Alters { get; }
}

/// <summary>Rules of one column, or a relation.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ContractPart
{
    private protected ContractPart()
    {
    }

    private string[] names = [];

    private protected int First { get; private set; }

    internal string Schema { get; private set; } = "";

    /// <summary>The rules that it has.</summary>
    private protected abstract IEnumerable<ContractRule> Own(DatasetSchema schema);

    internal void Join(DatasetSchema schema, List<ContractRule> rules)
    {
        (First, Schema) = (rules.Count, schema.Name);
        rules.AddRange(Own(schema));
        names = [.. rules.Skip(First).Select(static r => r.ToString())];
    }

    /// <summary>The rule of that number, with its columns.</summary>
    internal string RuleName(int rule) => names[rule - First];
}
