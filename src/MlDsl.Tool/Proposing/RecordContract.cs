using System.Globalization;
using System.Text;
using MlDsl.Tool.Scaffolding;

namespace MlDsl.Tool.Proposing;

/// <summary>The rules that are proposed for a record that exists, to be copied onto its members.</summary>
/// <param name="Name">The record.</param>
/// <param name="Text">The rules, each behind what speaks for it.</param>
/// <param name="Rules">How many there are.</param>
internal sealed record RecordContract(string Name, string Text, int Rules)
{
    private static readonly string[] Roles = ["Id", "Label", "Group", "EventTime", "Weight", "Sensitive", "Arrived"];
    private static readonly string[] Kinds = ["Range", "Values", "Pattern", "NotNull", "Unique", "Fresh"];

    /// <summary>Proposes rules that the members do not have yet.</summary>
    /// <exception cref="ToolException">The file has no header, or none of the record's columns.</exception>
    public static RecordContract Of(DeclaredRecord record, FileTable table, IReadOnlyList<ColumnFacts> facts, DateTime now)
    {
        if (!table.Options.HasHeader && table.Form is null) throw new ToolException($"'{table.Path}' has no header, by which columns belong to the members of '{record.Name}'; give it one");
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"// Proposed for {record.Name} of {(table.IsWhole ? "" : "the first ")}{table.Rows:N0} rows of {Visible.Of(Path.GetFileName(table.Path))}, all of which keep it; the names are in MlDsl.Contracts.\n");
        var drafter = new ContractDrafter(table.Rows, now);
        var members = new List<ContractMember>();
        int rules = 0, found = 0;
        foreach (DeclaredMember declared in record.Members)
        {
            if (Find(declared, facts) is not { } column)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n// {declared.Name}: the file has no column '{Visible.Of(declared.Column)}'.\n");
                continue;
            }
            found++;
            if (declared.Type.TrimEnd('?').EndsWith("[]", StringComparison.Ordinal)) continue;
            ContractMember member = Member(declared, column);
            if (!member.IsRead) text.Append(CultureInfo.InvariantCulture, $"\n// {declared.Name}: nothing is proposed, since not all values of {column.Column.Said} are read as '{declared.Type}' alone.\n");
            members.Add(member);
            IReadOnlyList<ProposedRule> proposed = drafter.Of(member);
            rules += proposed.Count;
            if (proposed.Count == 0) continue;
            text.Append('\n');
            foreach (ProposedRule rule in proposed) text.Append(CultureInfo.InvariantCulture, $"// Seen: {rule.Seen}.\n");
            text.Append(CultureInfo.InvariantCulture, $"[{string.Join(", ", proposed.Select(static rule => rule.Attribute))}] {declared.Type} {declared.Name}\n");
        }
        if (found == 0) throw new ToolException($"'{table.Path}' has none of the columns of '{record.Name}'; are they its rows?");
        HashSet<string> taken = [record.Name, .. record.Members.Select(static member => member.Name), .. record.Methods];
        foreach (RelationDraft relation in RelationDrafter.Of(members, name => DraftContract.Free(name, taken)))
        {
            rules++;
            text.Append(CultureInfo.InvariantCulture, $"\n// Seen: {relation.Seen}.\n{relation.Method}\n");
        }
        return new RecordContract(record.Name, text.ToString(), rules);
    }

    // By the name, or by one that differs in case, as rows are read.
    private static ColumnFacts? Find(DeclaredMember member, IReadOnlyList<ColumnFacts> facts) =>
        facts.FirstOrDefault(column => column.Column.Name == member.Column) ?? facts.FirstOrDefault(column => string.Equals(column.Column.Name, member.Column, StringComparison.OrdinalIgnoreCase));

    private static ContractMember Member(DeclaredMember member, ColumnFacts column) => new(column, member.Name, member.Type, Roles.FirstOrDefault(member.Attributes.ContainsKey) ?? "")
    {
        IsCategorical = member.Attributes.ContainsKey("Categorical"),
        IsListed = member.Attributes.TryGetValue("Label", out bool isListed) && isListed,
        Has = Kinds.Where(member.Attributes.ContainsKey).ToHashSet(),
    };
}
