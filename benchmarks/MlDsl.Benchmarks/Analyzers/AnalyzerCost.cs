using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using MlDsl.Analyzers;
using MlDsl.Generators.Incremental;

namespace MlDsl.Benchmarks.Analyzers;

/// <summary>
/// What do the rules cost the person who builds and the person who types? A project of 500 files, every one of them ML.NET code, is
/// built by <c>dotnet build</c> without and with the package's analyzers, in turns; the ratio is the median of the turns' ratios. The
/// same for a project where one file in five uses ML.NET, and for the compiler alone, where nothing else analyzes. Then one method is edited in the same project, again and again, and its file is analyzed as an editor does. Prints key=value lines.
/// </summary>
internal static class AnalyzerCost
{
    private const int Files = 500, WarmUps = 2, Turns = 15, Edits = 60;

    public static void Print()
    {
        string folder = Directory.CreateTempSubdirectory("mldsl-analyzers").FullName;
        try
        {
            var files = MlNetProject.Files(Files, every: 1);
            IReadOnlyList<string> libraries = MlNetProject.WriteLibraries(folder);
            Write("analyzers.files", Files);
            Write("analyzers.lines", files.Sum(static f => f.Text.AsSpan().Count('\n')));
            using (var sdk = new Sdk())
            {
                string project = WriteProject(folder, "all", files, libraries);
                Pair("build", () => sdk.Build(project, "-p:Rules=false"), () => sdk.Build(project, "-p:Rules=true"));
                string mixed = WriteProject(folder, "mixed", MlNetProject.Files(Files, every: 5), libraries);
                Pair("mixed.build", () => sdk.Build(mixed, "-p:Rules=false"), () => sdk.Build(mixed, "-p:Rules=true"));
                string without = WriteResponse(folder, files, libraries, []), with = WriteResponse(folder, files, libraries, Analyzers);
                Pair("csc", () => sdk.Compile(without), () => sdk.Compile(with));
            }
            Edit(files, libraries);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string[] Analyzers { get; } = [typeof(MlDslAnalyzer).Assembly.Location, typeof(DatasetGenerator).Assembly.Location];

    private static string WriteProject(string folder, string name, IReadOnlyList<(string Name, string Text)> files, IReadOnlyList<string> libraries)
    {
        folder = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        foreach (var file in files) File.WriteAllText(Path.Combine(folder, file.Name), file.Text);
        string project = Path.Combine(folder, "Project.csproj");
        File.WriteAllText(project, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><LangVersion>13</LangVersion></PropertyGroup>
              <ItemGroup>
                <Reference Include="{string.Join(';', libraries)}" />
                <Analyzer Include="{string.Join(';', Analyzers)}" Condition="'$(Rules)' == 'true'" />
              </ItemGroup>
            </Project>
            """);
        Sdk.Restore(project);
        return project;
    }

    private static string WriteResponse(string folder, IReadOnlyList<(string Name, string Text)> files, IReadOnlyList<string> libraries, string[] analyzers)
    {
        string path = Path.Combine(folder, $"{analyzers.Length}.rsp");
        File.WriteAllLines(path,
        [
            "/nologo", "/target:library", "/deterministic+", "/optimize+", "/nullable:enable", "/langversion:13", "/debug:portable", $"/out:\"{path}.dll\"",
            .. MlNetProject.Framework.Concat(libraries).Select(static r => $"/r:\"{r}\""),
            .. analyzers.Select(static a => $"/analyzer:\"{a}\""),
            .. files.Select(f => $"\"{Path.Combine(folder, "all", f.Name)}\""),
        ]);
        return path;
    }

    private static void Pair(string name, Func<double> without, Func<double> with)
    {
        for (int i = 0; i < WarmUps; i++) _ = (without(), with());
        List<double> plain = [], analyzed = [];
        for (int i = 0; i < Turns; i++)
        {
            // Who goes first alternates, so that neither always runs in the other's wake.
            if (i % 2 == 0) plain.Add(without());
            analyzed.Add(with());
            if (i % 2 != 0) plain.Add(without());
        }
        Write($"analyzers.{name}_ms.without", Median(plain));
        Write($"analyzers.{name}_ms.with", Median(analyzed));
        Write($"analyzers.{name}.ratio", Median([.. plain.Zip(analyzed, static (p, a) => a / p)]), "F3");
    }

    private static void Edit(IReadOnlyList<(string Name, string Text)> files, IReadOnlyList<string> libraries)
    {
        Compilation project = CSharpCompilation.Create(
            "Project",
            files.Select(static f => CSharpSyntaxTree.ParseText(f.Text, MlNetProject.Parsing, f.Name)),
            MlNetProject.Framework.Concat(libraries).Select(static r => MetadataReference.CreateFromFile(r)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var analyzers = typeof(MlDslAnalyzer).Assembly.GetTypes()
            .Where(static t => t.GetCustomAttributes(typeof(DiagnosticAnalyzerAttribute), inherit: false).Length > 0)
            .Select(static t => (DiagnosticAnalyzer)Activator.CreateInstance(t)!).ToImmutableArray();

        List<double> binding = [], both = [];
        for (int edit = 0; edit < Edits; edit++)
        {
            // A file of its own each time, edited inside its first method.
            SyntaxTree before = project.SyntaxTrees.First(t => t.FilePath == $"File{edit * 7 % Files}.cs");
            string text = before.ToString();
            int body = text.IndexOf(';', text.IndexOf("var ", StringComparison.Ordinal)) + 1;
            SyntaxTree after = CSharpSyntaxTree.ParseText(text.Insert(body, $" Console.WriteLine({edit});"), MlNetProject.Parsing, before.FilePath);
            project = project.ReplaceSyntaxTree(before, after);
            long start = Stopwatch.GetTimestamp();
            _ = project.GetSemanticModel(after).GetDiagnostics();
            binding.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            start = Stopwatch.GetTimestamp();
            var driver = project.WithAnalyzers(analyzers);
            var found = driver.GetAnalyzerSemanticDiagnosticsAsync(driver.Compilation.GetSemanticModel(after), filterSpan: null, CancellationToken.None).GetAwaiter().GetResult();
            both.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (found.FirstOrDefault(static d => d.Id == "AD0001") is { } failed) throw new InvalidOperationException(failed.ToString());
        }
        Write("analyzers.edit_compiler_ms", Median(binding[(Edits / 2)..]), "F1");
        Write("analyzers.edit_ms", Median(both[(Edits / 2)..]), "F1");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static void Write(string key, double value, string format = "F0") =>
        Console.WriteLine($"{key}={value.ToString(format, CultureInfo.InvariantCulture)}");
}
