using Microsoft.CodeAnalysis.CSharp;

namespace MlDsl.Tool.Scaffolding;

/// <summary>A member in the making.</summary>
/// <param name="facts">Its column.</param>
/// <param name="name">Its C# name.</param>
internal sealed class ColumnDraft(ColumnFacts facts, string name)
{
    private readonly List<string> roles = [], remarks = [];
    private string type = "string", column = "";
    private bool isRequired = true;

    public ColumnFacts Facts => facts;

    public string Name => name;

    public void Role(string role, string of, string? remark = null)
    {
        roles.Add(role);
        type = of;
        // The input of a prediction has no label, and a row that is predicted need not have one.
        isRequired = !role.StartsWith("Label", StringComparison.Ordinal) || of == "string";
        if (remark is not null) Remark(remark);
    }

    public void Kind(string kind, IReadOnlyList<string> options, string of)
    {
        roles.Add(options.Count == 0 ? kind : $"{kind}({string.Join(", ", options)})");
        type = of;
    }

    /// <summary>The column is read and reaches no feature.</summary>
    public void Unused(string of, string why)
    {
        roles.Clear();
        type = of;
        Remark($"no feature: {why}");
    }

    /// <summary>The column is known only with the label.</summary>
    public void After(string of, string why)
    {
        column = "Available = Availability.AfterOutcome";
        type = of;
        isRequired = of == "string";
        Remark($"{why}: taken for known only afterwards, so that it reaches no feature. Where it is known before, take Available away and give it a kind");
    }

    public void Remark(string text) => remarks.Add(text);

    public MemberDraft Make(bool isNamed)
    {
        string[] parts = [.. isNamed && facts.Column.Name != name ? [SymbolDisplay.FormatLiteral(facts.Column.Name!, quote: true)] : Array.Empty<string>(), .. column.Length > 0 ? [column] : Array.Empty<string>()];
        string[] attributes = [.. parts.Length > 0 ? [$"Column({string.Join(", ", parts)})"] : Array.Empty<string>(), .. roles];
        return new MemberDraft(name, type, attributes, remarks) { Position = facts.Column.Position, IsRequired = isRequired && !type.EndsWith('?') };
    }
}
