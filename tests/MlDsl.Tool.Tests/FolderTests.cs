namespace MlDsl.Tool.Tests;

/// <summary>Folders and projects, read without a restore.</summary>
public sealed class FolderTests
{
    [Fact]
    public async Task TellsPlaceRuleAndWay()
    {
        using var code = CodeFolder.With(CodeFolder.Leak);
        Answer answer = await code.Analyze();
        Assert.Equal(1, answer.Code);
        Assert.Contains("Score.cs(12,", answer.Output, StringComparison.Ordinal);
        Assert.Contains("warning MLD1101:", answer.Output, StringComparison.Ordinal);
        Assert.Contains("loaded in line 10, fitted in line 11", answer.Output, StringComparison.Ordinal);
        Assert.Contains("1 finding in 1 project: 0 errors, 1 warning, 0 suggestions; 0 accepted or silenced", answer.Output, StringComparison.Ordinal);
        Assert.Equal("", answer.Error);
    }

    [Fact]
    public async Task FindsNothingInCodeThatIsFine()
    {
        using var code = CodeFolder.With(CodeFolder.Leak.Replace("model.Transform(rows)", "model.Transform(ml.Data.LoadFromTextFile<Trip>(\"held-out.csv\"))", StringComparison.Ordinal));
        Answer answer = await code.Analyze();
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.StartsWith("0 findings in 1 project", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task IsSilentOnWhatDoesNotBind()
    {
        using var code = CodeFolder.With("using Nowhere; class A { void M() { var ml = new Absent(); var model = ml.Fit(ml.Rows); ml.Evaluate(model.Transform(ml.Rows)); } }");
        Assert.Equal(0, (await code.Analyze()).Code);
    }

    [Fact]
    public async Task NamesPackagesThatAreNowhere()
    {
        using var code = CodeFolder.With(CodeFolder.Leak);
        code.Write("Score.csproj", """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="Nowhere.To.Be.Found" Version="1.0.0" /></ItemGroup></Project>""");
        Answer answer = await code.Analyze();
        Assert.Equal(1, answer.Code);
        Assert.Contains("Score.csproj: Nowhere.To.Be.Found is not in the NuGet cache", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<Project Sdk=\"Microsoft.NET.Sdk\" />", 0)]
    [InlineData("<Project Sdk=\"Microsoft.NET.Sdk.Web\" />", 1)]
    [InlineData("<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup><FrameworkReference Include=\"Microsoft.AspNetCore.App\" /></ItemGroup></Project>", 1)]
    [InlineData("<Project Sdk=\"Microsoft.NET.Sdk.Razor\" />", 1)]
    [InlineData("<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup><PackageReference Include=\"Microsoft.AspNetCore.SignalR.Client;Microsoft.AspNetCore.Mvc\" Version=\"2.2.0\" /></ItemGroup></Project>", 1)]
    [InlineData("<Project Sdk=\"Microsoft.NET.Sdk.Web\"><ItemGroup><PackageReference Include=\"Microsoft.AspNetCore.Components.WebAssembly.Server;Microsoft.AspNetCore.Components.WebAssembly\" Version=\"9.0.0\" /></ItemGroup></Project>", 1)]
    public async Task OnlyAWebApplicationHasRequests(string project, int code)
    {
        using var source = CodeFolder.With("using Microsoft.ML; class Row { public float X; } static class Held { public static PredictionEngine<Row, Row> Engine; }");
        source.Write("Held.csproj", project);
        Answer answer = await source.Analyze();
        Assert.Equal(code, answer.Code);
        Assert.Equal(code == 1, answer.Output.Contains("warning MLD5001", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("class Site { object Get() => Held.Engine; }", "warning")]
    [InlineData("/* Held */ class Site { Row Get() => new Row(); }", "info")]
    [InlineData("class Site { }", "warning", "@page \"/\" <p>@Held.Engine</p>")]
    public async Task WhatAWebApplicationNamesRunsForItsRequests(string site, string level, string page = "<p>nothing</p>")
    {
        using var source = new CodeFolder();
        source.Write("Held/Held.cs", "using Microsoft.ML; class Row { public float X; } static class Held { public static PredictionEngine<Row, Row> Engine; }");
        source.Write("Held/Held.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        source.Write("Site/Site.cs", site);
        source.Write("Site/Index.razor", page);
        source.Write("Site/Site.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\"><ItemGroup><ProjectReference Include=\"..\\Held\\Held.csproj\" /></ItemGroup></Project>");
        source.Write("Try/Try.cs", "class Try { object Get() => Held.Engine; }");
        source.Write("Try/Try.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup><ProjectReference Include=\"..\\Held\\Held.csproj\" /></ItemGroup></Project>");
        string output = (await source.Analyze("--severity", "info")).Output;
        Assert.Contains("Held/Held.cs(1,", output, StringComparison.Ordinal);
        Assert.Contains($"{level} MLD5001", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("class FareController(Fares fares) { float Post(float miles) => fares.Of(miles); }", "warning")]
    [InlineData("class FareController(IFares fares) { float Post(float miles) => fares.Of(miles); }", "warning")]
    [InlineData("class FareController(Fares fares) { string Get() => fares.ToString(); }", null)]
    [InlineData("class Program { static void Start(object args) => Host.CreateDefaultBuilder(args).Use(new Fares().Of(3)); }", null)]
    [InlineData("class Program { static void Start(object args) { var app = Web.CreateBuilder(args); app.MapPost(\"/\", (Fares fares) => fares.Of(3)); } }", "warning")]
    [InlineData("class Program { static void Start(object args) { var app = Web.CreateBuilder(args); new Fares().Of(3); app.MapPost(\"/\", () => 3); } }", null)]
    [InlineData("class Program { static void Start(object args) { var app = Web.CreateBuilder(args); app.MapPost(\"/\", Fare); } static float Fare(Fares fares) => fares.Of(3); }", "warning")]
    [InlineData("class FareController(Fares fares) { /* fares.Of(3) */ string Get() => \"fares.Of(3)\"; }", null)]
    [InlineData("class FareController(Trips trips) { float Get() => trips.Of(3); }", null)]
    [InlineData("class Nightly(Fares fares) : BackgroundService { float Run() => fares.Of(3); }", null)]
    public async Task WhatAWebApplicationCallsOfALibraryRunsForItsRequests(string site, string? level)
    {
        using var source = FaresLibrary();
        source.Write("Site/Site.cs", site);
        source.Write("Site/Site.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\"><ItemGroup><ProjectReference Include=\"..\\Fares\\Fares.csproj\" /></ItemGroup></Project>");
        string output = (await source.Analyze("--severity", "info")).Output;
        if (level is null) Assert.DoesNotContain("MLD5002: Load", output, StringComparison.Ordinal);
        else Assert.Contains($"{level} MLD5002: Load", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("..\\Between\\Between.csproj", true)]
    [InlineData("..\\Nowhere\\Nowhere.csproj", false)]
    public async Task AWebApplicationCallsWhatItReferences(string referenced, bool isCalled)
    {
        using var source = FaresLibrary();
        source.Write("Between/Between.cs", "class Between { }");
        source.Write("Between/Between.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup><ProjectReference Include=\"..\\Fares\\Fares.csproj\" /></ItemGroup></Project>");
        source.Write("Site/Site.cs", "class FareController(Fares fares) { float Post(float miles) => fares.Of(miles); }");
        source.Write("Site/Site.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk.Web\"><ItemGroup><ProjectReference Include=\"{referenced}\" /></ItemGroup></Project>");
        source.Write("Other/Other.cs", "class Other { }");
        source.Write("Other/Other.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\"><ItemGroup><ProjectReference Include=\"..\\Fares\\Fares.csproj\" /></ItemGroup></Project>");
        Assert.Equal(isCalled, (await source.Analyze("--severity", "info")).Output.Contains("warning MLD5002: Load", StringComparison.Ordinal));
    }

    private static CodeFolder FaresLibrary()
    {
        var source = new CodeFolder();
        source.Write("Fares/Fares.cs", "using Microsoft.ML; public class Row { public float X { get; set; } } public interface IFares { float Of(float miles); } "
            + "public class Fares : IFares { public float Of(float miles) { var ml = new MLContext(); var model = ml.Model.Load(\"fares.zip\", out _); return ml.Model.CreatePredictionEngine<Row, Row>(model).Predict(new Row { X = miles }).X; } }");
        source.Write("Fares/Fares.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        return source;
    }

    [Theory]
    [InlineData("<Project Sdk=\"Microsoft.NET.Sdk.BlazorWebAssembly\"><ItemGroup><PackageReference Include=\"Microsoft.AspNetCore.Components.WebAssembly\" Version=\"9.0.0\" /></ItemGroup></Project>")]
    [InlineData("<Project Sdk=\"Microsoft.NET.Sdk.Razor\"><PropertyGroup><UseMaui>true</UseMaui></PropertyGroup></Project>")]
    [InlineData("<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup><PackageReference Include=\"Microsoft.AspNetCore.SignalR.Client\" Version=\"9.0.0\" /></ItemGroup></Project>")]
    [InlineData("<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup><PackageReference Include=\"Microsoft.AspNetCore.Components.Authorization;Microsoft.AspNetCore.Components.WebAssembly\" Version=\"9.0.0\" /></ItemGroup></Project>")]
    [InlineData("<Project Sdk=\"Microsoft.NET.Sdk.Razor\"><PropertyGroup><UseMaui>True</UseMaui></PropertyGroup><ItemGroup><PackageReference Include=\"Microsoft.AspNetCore.Components\" Version=\"9.0.0\" /></ItemGroup></Project>")]
    [InlineData("<Project Sdk=\"Microsoft.NET.Sdk.Razor\"><ItemGroup><PackageReference Include=\"Microsoft.AspNetCore.Components.Web;Microsoft.AspNetCore.Components.WebView.Wpf\" Version=\"9.0.0\" /></ItemGroup></Project>")]
    public async Task ABrowserOrAWindowHasOneUser(string project)
    {
        using var source = CodeFolder.With("using Microsoft.ML; class Row { public float X; } static class Held { public static PredictionEngine<Row, Row> Engine; }");
        source.Write("Held.csproj", project);
        Assert.DoesNotContain("MLD5001", (await source.Analyze("--severity", "info")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryProjectIsReadAlone()
    {
        using var code = new CodeFolder();
        foreach (string name in new[] { "A", "B" })
        {
            code.Write($"{name}/{name}.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><ImplicitUsings>enable</ImplicitUsings></PropertyGroup><ItemGroup><Compile Remove="Old/**" /></ItemGroup></Project>""");
            code.Write($"{name}/Score.cs", CodeFolder.Leak + "class Usings { List<int> all = []; }");
            code.Write($"{name}/Old/Score.cs", CodeFolder.Leak);
            code.Write($"{name}/obj/Score.cs", CodeFolder.Leak);
        }
        code.Write("Loose.cs", CodeFolder.Leak);
        Answer answer = await code.Analyze();
        Assert.Contains("3 findings in 3 projects", answer.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Old/", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AProjectOfTheOldFormatListsItsSources()
    {
        using var code = new CodeFolder();
        code.Write("Old.csproj", """<Project xmlns="http://schemas.microsoft.com/developer/msbuild/2003"><ItemGroup><Compile Include="In\Score.cs" /></ItemGroup></Project>""");
        code.Write("In/Score.cs", CodeFolder.Leak);
        code.Write("Left.cs", CodeFolder.Leak);
        Answer answer = await code.Analyze();
        Assert.Contains("In/Score.cs(12,", answer.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Left.cs", answer.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("All.slnx", """<Solution><Project Path="A/A.csproj" /></Solution>""")]
    [InlineData("All.sln", "Microsoft Visual Studio Solution File, Format Version 12.00\nProject(\"{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}\") = \"A\", \"A\\A.csproj\", \"{D50EEBD1-FABF-42CB-BA40-FE20B5A05D6D}\"\nEndProject\n")]
    public async Task ASolutionNamesItsProjects(string name, string text)
    {
        using var code = new CodeFolder();
        string solution = code.Write(name, text);
        code.Write("A/A.csproj", """<Project Sdk="Microsoft.NET.Sdk" />""");
        code.Write("A/Score.cs", CodeFolder.Leak);
        code.Write("B/B.csproj", """<Project Sdk="Microsoft.NET.Sdk" />""");
        code.Write("B/Score.cs", CodeFolder.Leak);
        Answer answer = await CodeFolder.Run("analyze", solution, "--no-restore");
        Assert.Equal(1, answer.Code);
        Assert.Contains("A/Score.cs(12,", answer.Output, StringComparison.Ordinal);
        Assert.Contains("1 finding in 1 project", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EditorConfigSetsSeverities()
    {
        using var code = CodeFolder.With(CodeFolder.Leak);
        code.Write(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.MLD1101.severity = none\n");
        Assert.Equal(0, (await code.Analyze()).Code);
        code.Write(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.MLD1101.severity = error\n");
        Assert.Contains("error MLD1101", (await code.Analyze("--severity", "error")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SeverityAndRuleNarrowWhatIsTold()
    {
        using var code = CodeFolder.With(CodeFolder.Leak);
        Assert.Equal(0, (await code.Analyze("--severity", "error")).Code);
        Assert.Equal(0, (await code.Analyze("--rule", "MLD1201")).Code);
        Assert.Equal(1, (await code.Analyze("--rule", "MLD1201", "--rule", "MLD1101")).Code);
    }
}
