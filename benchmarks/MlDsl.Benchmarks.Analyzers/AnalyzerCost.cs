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
/// What do the rules cost the person who builds and the person who types? A project of 500 files, every second of them ML.NET code and
/// the others services without, is built by <c>dotnet build</c> without and with the package's analyzers, in turns; the ratio is the median
/// of the turns' ratios, with the interval that holds it with 96 % (the 4th and the 12th of 15). On request the same for projects where
/// every file and where one in five uses ML.NET, and for the compiler alone, where nothing else analyzes. Then one method is edited in
/// the project, again and again, and its file is analyzed as an editor does; the ratio is that of analysis to what the compiler alone
/// takes for its diagnostics of the same file, edit by edit. Prints key=value lines.
/// </summary>
internal static class AnalyzerCost
{
    private const int Files = 500, WarmUps = 2, Turns = 15, Edits = 60, WarmUpEdits = 120;

    // Between two edits somebody types, and the runtime finds the time to compile what runs often.
    private const int PauseMilliseconds = 120;

    /// <summary>The rank of a median's lower bound among <see cref="Turns"/>, counted from zero: P(lower ≤ median ≤ upper) is 0.965 by the binomial distribution.</summary>
    private const int LowerBound = 3;

    public static void Print(bool isWhole)
    {
        string folder = Directory.CreateTempSubdirectory("mldsl-analyzers").FullName;
        try
        {
            IReadOnlyList<string> libraries = MlNetProject.WriteLibraries(folder);
            var mixed = MlNetProject.Files(Files, every: 2);
            Write("files", Files);
            Write("files_mlnet", Files / 2);
            Write("lines", mixed.Sum(static f => f.Text.AsSpan().Count('\n')));
            using (var sdk = new Sdk())
            {
                Pair("build", sdk, WriteProject(folder, "mixed", mixed, libraries));
                if (isWhole)
                {
                    var all = MlNetProject.Files(Files, every: 1);
                    Pair("build_all", sdk, WriteProject(folder, "all", all, libraries));
                    Pair("build_fifth", sdk, WriteProject(folder, "fifth", MlNetProject.Files(Files, every: 5), libraries));
                    string without = WriteResponse(folder, all, libraries, []), with = WriteResponse(folder, all, libraries, Analyzers);
                    Pair("csc", () => sdk.Compile(without), () => sdk.Compile(with));
                }
            }
            Edit(mixed, libraries);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The cost of an edit alone, of which a profiler sees nothing else.</summary>
    public static void PrintEdit()
    {
        string folder = Directory.CreateTempSubdirectory("mldsl-analyzers").FullName;
        try
        {
            Edit(MlNetProject.Files(Files, every: 2), MlNetProject.WriteLibraries(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Pair(string name, Sdk sdk, string project) =>
        Pair(name, () => sdk.Build(project, "-p:Rules=false"), () => sdk.Build(project, "-p:Rules=true"));

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
        Write($"{name}_ms_without", Median(plain));
        Write($"{name}_ms_with", Median(analyzed));
        List<double> ratios = [.. plain.Zip(analyzed, static (p, a) => a / p).Order()];
        Write($"{name}_ratio", Median(ratios), "F3");
        Write($"{name}_ratio_low", ratios[LowerBound], "F3");
        Write($"{name}_ratio_high", ratios[^(LowerBound + 1)], "F3");
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
        for (int edit = 0; edit < WarmUpEdits + Edits; edit++)
        {
            // A file of ML.NET code of its own each time, edited inside its first method.
            SyntaxTree before = project.SyntaxTrees.First(t => t.FilePath == $"File{edit * 14 % Files}.cs");
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
            Thread.Sleep(PauseMilliseconds);
        }
        Write("edit_ms_without", Median(binding[WarmUpEdits..]), "F1");
        Write("edit_ms_with", Median(both[WarmUpEdits..]), "F1");
        Write("edit_ratio", Median([.. binding[WarmUpEdits..].Zip(both[WarmUpEdits..], static (compiler, analyzed) => analyzed / compiler)]), "F3");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static void Write(string key, double value, string format = "F0") =>
        Console.WriteLine($"{key}={value.ToString(format, CultureInfo.InvariantCulture)}");
}
