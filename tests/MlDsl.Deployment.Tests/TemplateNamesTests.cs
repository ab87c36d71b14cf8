using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChurnService;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlDsl.Testing;

namespace MlDsl.Deployment.Tests;

/// <summary>Names that are given to the template and that its code means something else by: each gets 'My' before it, so that what was made compiles.</summary>
public sealed class TemplateNamesTests
{
    private static readonly string Samples = Path.Combine(CSharp.Root, "samples");
    private static readonly JsonNode Template = JsonNode.Parse(File.ReadAllText(Path.Combine(CSharp.Root, "src", "MlDsl.Templates", "Service", "template.json.txt")))!;

    /// <summary>The code of the template: its programs, which stand in no namespace, and the rest.</summary>
    private static readonly string[] Programs = [Path.Combine(CSharp.Root, "src", "MlDsl.Templates", "Service", "Program.cs.txt"), Path.Combine(Samples, "ChurnService.Training", "Program.cs")];
    private static readonly string[] Files =
    [
        .. ((string[])["Service.cs", "Customer.cs", "Customers.cs"]).Select(static file => Path.Combine(Samples, "ChurnService", file)),
        .. ((string[])["ChurnService.Training", "ChurnService.Tests"]).SelectMany(static folder => Directory.GetFiles(Path.Combine(Samples, folder), "*.cs")).Except(Programs),
    ];

    [Fact]
    public void ARowMeetsNoNameThatTheTemplateMeansSomethingElseBy()
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;
        IEnumerable<string> members = typeof(Customer).GetMembers(All).Select(static m => m.Name).Where(static name => char.IsUpper(name[0]) && SyntaxFacts.IsValidIdentifier(name));
        string[] met = [.. members, .. Files.Concat(Programs).SelectMany(Meant), .. Files.SelectMany(Declared), "Training", "Tests", "ChurnModel", "DelayModel"];
        AllChange("rowType", met.Except(["ChurnService"]).Where(static name => !name.StartsWith("Customer", StringComparison.Ordinal)));
    }

    [Fact]
    public void ANamespaceHidesNoNameOfTheTemplate()
    {
        // What the namespace itself declares is found in it before the namespace is.
        string[] own = [.. Files.SelectMany(Declared)];
        string[] hidden = [.. Files.SelectMany(Meant).Except(own), .. Programs.SelectMany(Meant), "System", "Microsoft", "MlDsl", "Xunit"];
        AllChange("safeName", hidden.Except(["ChurnService"]));
        AllChange("safeName", hidden.Except(["ChurnService"]).Select(static name => $"Acme.{name}"));
    }

    [Theory]
    [InlineData("rowType", "Parcel", "Parcel")]
    [InlineData("rowType", "Contracts", "Contracts")]
    [InlineData("rowType", "Contract", "MyContract")]
    [InlineData("rowType", "Service", "MyService")]
    [InlineData("rowType", "ParcelModel", "MyParcelModel")]
    [InlineData("safeName", "Service", "Service")]
    [InlineData("safeName", "ParcelService", "ParcelService")]
    [InlineData("safeName", "Acme.Profile", "Acme.Profile")]
    [InlineData("safeName", "Acme.File.Risk", "Acme.MyFile.Risk")]
    [InlineData("safeName", "Fit", "MyFit")]
    public void OnlyThoseNamesAreChanged(string symbol, string name, string expected) => Assert.Equal(expected, Formed(symbol, name));

    [Fact]
    public void TheOptionsSayIt()
    {
        Assert.Contains("gets 'My' before it", (string?)Template["symbols"]!["row"]!["description"], StringComparison.Ordinal);
        string readme = File.ReadAllText(Path.Combine(CSharp.Root, "src", "MlDsl.Templates", "README.md"));
        Assert.Contains("`MyContract`", readme, StringComparison.Ordinal);
        Assert.Contains("`MyFile`", readme, StringComparison.Ordinal);
    }

    private static void AllChange(string symbol, IEnumerable<string> names)
    {
        string[] kept = [.. names.Distinct().Where(name => Formed(symbol, name) == name).Order(StringComparer.Ordinal)];
        Assert.True(kept.Length == 0, $"the forms of {symbol} let these through: {string.Join('|', kept)}");
    }

    // The forms of the template that replace; those that are built in leave identifiers as they are.
    private static string Formed(string symbol, string name)
    {
        JsonNode forms = Template["forms"]!, form = forms[(string)Template["symbols"]![symbol]!["valueTransform"]!]!;
        foreach (string step in form["steps"]!.AsArray().Select(static s => (string)s!))
            if ((string?)forms[step]?["identifier"] == "replace") name = Regex.Replace(name, (string)forms[step]!["pattern"]!, (string)forms[step]!["replacement"]!);
        return name;
    }

    private static SyntaxNode Read(string file) => CSharp.Parse(File.ReadAllText(file)).GetRoot();

    private static IEnumerable<string> Declared(string file) => Read(file).DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Select(static type => type.Identifier.Text);

    // Simple names that are looked up where they stand: not behind a point, not the name of an argument, not the member that an initializer sets, and none that the
    // type around them declares.
    private static IEnumerable<string> Meant(string file) => Read(file).DescendantNodes(static node => node is not UsingDirectiveSyntax).OfType<SimpleNameSyntax>()
        .Where(static name => name.Parent switch
        {
            MemberAccessExpressionSyntax access => access.Name != name,
            QualifiedNameSyntax qualified => qualified.Right != name,
            AliasQualifiedNameSyntax or MemberBindingExpressionSyntax or NameColonSyntax or NameEqualsSyntax or BaseNamespaceDeclarationSyntax => false,
            AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } set => set.Left != name,
            _ => true,
        })
        .Select(static name => name.Identifier.Text).Where(static name => char.IsUpper(name[0])).Except(Read(file).DescendantNodes().Select(static node => node switch
        {
            MethodDeclarationSyntax method => method.Identifier.Text,
            LocalFunctionStatementSyntax function => function.Identifier.Text,
            VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } field => field.Identifier.Text,
            _ => "",
        }));
}
