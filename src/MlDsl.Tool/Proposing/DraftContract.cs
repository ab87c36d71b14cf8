using MlDsl.Generators.Datasets;
using MlDsl.Tool.Scaffolding;

namespace MlDsl.Tool.Proposing;

/// <summary>The contract of a record that is drafted as well.</summary>
internal static class DraftContract
{
    private static readonly string[] Roles = ["Id", "Label", "Group", "EventTime", "Sensitive"];

    public static RowDraft AddTo(RowDraft draft, IReadOnlyList<ColumnFacts> facts, DateTime now)
    {
        var drafter = new ContractDrafter(draft.Table.Rows, now);
        var members = new List<MemberDraft>();
        var read = new List<ContractMember>();
        foreach (MemberDraft member in draft.Members)
        {
            // Rules are on single values.
            if (member.Type.TrimEnd('?').EndsWith("[]", StringComparison.Ordinal))
            {
                members.Add(member);
                continue;
            }
            ContractMember one = Member(member, facts[member.Position], draft.Target.Task);
            IReadOnlyList<ProposedRule> rules = drafter.Of(one);
            read.Add(one);
            members.Add(member with { Attributes = [.. member.Attributes, .. rules.Select(static rule => rule.Attribute)], Seen = [.. rules.Select(static rule => rule.Seen)] });
        }
        HashSet<string> taken = [draft.Name, .. draft.Members.Select(static member => member.Name)];
        return draft with { Members = members, Relations = RelationDrafter.Of(read, name => Free(name, taken)) };
    }

    /// <summary>A name for a method of the record.</summary>
    public static string Free(string name, HashSet<string> taken)
    {
        string free = name;
        for (int i = 2; !taken.Add(free) || DatasetParser.IsReserved(free); i++) free = FormattableString.Invariant($"{name}{i}");
        return free;
    }

    private static ContractMember Member(MemberDraft member, ColumnFacts column, TaskKind task) => new(column, member.Name, member.Type, Roles.FirstOrDefault(role => member.Attributes.Any(attribute => Is(attribute, role))) ?? "")
    {
        IsCategorical = member.Attributes.Any(static attribute => Is(attribute, "Categorical")) || task == TaskKind.Multiclass && member.Attributes.Contains("Label"),
        IsListed = member.Attributes.Any(static attribute => attribute.StartsWith("Label(", StringComparison.Ordinal)),
    };

    private static bool Is(string attribute, string name) => attribute == name || attribute.StartsWith(name + "(", StringComparison.Ordinal);
}
