using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests.Repository;

/// <summary>Folders of a project name each other in one direction: whoever reads one needs no other that needs it.</summary>
public sealed class FolderTests
{
    public static TheoryData<string> Projects { get; } =
    [
        .. new[] { "src", "analyzers" }
            .SelectMany(static area => Directory.GetDirectories(Path.Combine(CSharp.Root, area)))
            .Where(static folder => Directory.GetFiles(folder, "*.csproj").Length == 1 && Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories).Length > 0)
            .Select(static folder => Path.GetRelativePath(CSharp.Root, folder)),
    ];

    [Theory]
    [MemberData(nameof(Projects))]
    public void NoFoldersGoInACircle(string project)
    {
        var graph = FolderGraph.Of(Path.Combine(CSharp.Root, project));
        foreach (int levels in new[] { 1, 2 })
            foreach (var (folders, edges) in graph.Circles(levels)) Assert.Fail($"The folders {folders} of {project} go in a circle:\n{edges}");
    }

    [Fact]
    public void FoldersInOneDirectionAreNoCircle() => Assert.Empty(Circles(
        ("Upper/Box.cs", "namespace N; public sealed class Box { public Lid? Lid => new(); }"),
        ("Lower/Lid.cs", "namespace N; public sealed class Lid { public int Box { get; } }"),
        ("Side/Use.cs", "namespace N; public static class Use { public static Lid Of(Box box) => box.Lid!; }")));

    [Fact]
    public void ACircleIsToldWithWhatMakesIt()
    {
        var (folders, edges) = Assert.Single(Circles(
            ("Upper/Box.cs", "namespace N; public sealed class Box { public Lid? Lid => new(); }"),
            ("Lower/Lid.cs", "namespace N; public sealed class Lid { public void Close(Box box) { } }")));
        Assert.Equal("Lower Upper", folders);
        Assert.Equal("  Lower -> Upper: Lid.cs names Box\n  Upper -> Lower: Box.cs names Lid", edges);
    }

    [Fact]
    public void AnExtensionMethodMakesACircle() => Assert.Single(Circles(
        ("Upper/Screw.cs", "namespace N; public static class Screw { public static void Turn(this Lid lid) { } }"),
        ("Lower/Lid.cs", "namespace N; public sealed class Lid { public void Close() => this.Turn(); }")));

    private static IReadOnlyList<(string Folders, string Edges)> Circles(params (string Path, string Text)[] files)
    {
        string folder = Directory.CreateTempSubdirectory("mldsl-folders").FullName;
        try
        {
            foreach (var (path, text) in files.Append(("Circle.csproj", "<Project />")))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!);
                File.WriteAllText(Path.Combine(folder, path), text);
            }
            return FolderGraph.Of(folder).Circles(1);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
