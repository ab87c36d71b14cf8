using MlDsl.Tool.Dashboards;

namespace MlDsl.Tool.Tests.Dashboards;

/// <summary>A model whose names are made to break whatever they are pasted into.</summary>
internal static class Hostile
{
    public static readonly string[] Names = ["a\"} or vector(1) #", "back\\slash", "{{ fail }}", "${datasource} [[datasource]]", "line\nbreak\u0001\u202e", "`tick` 'quote'", ": yaml - [x] & *y", "Äø 包 \ud83d\ude00"];

    public static WatchedModel Model { get; } = new(string.Concat(Names), string.Concat(Names), [.. Names.Select(static name => Column(name, ColumnProfileKind.Number))], [Column("probability", ColumnProfileKind.Number)], [], Names);

    public static RuleLimits Limits { get; } = new(0.5, 0.05, TimeSpan.FromHours(1), TimeSpan.FromDays(1));

    private static ColumnProfile Column(string name, ColumnProfileKind kind) => new(name, kind) { Unit = name, Counts = [10, 10], Edges = [1], Centres = [0, 2] };
}
