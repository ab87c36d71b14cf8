using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MlDsl.Generators.Onnx;

/// <summary>A member that the user's class has or inherits.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">Of a method the simple names of its parameters' types; null for what is no method.</param>
internal sealed record OwnMember(string Name, string? Parameters);

/// <summary>The user's members of an adapter, and which of them an adapter needs for itself.</summary>
internal static class OwnMembers
{
    private const string Token = "CancellationToken";

    private static readonly string[] Types = ["Input", "Output"], Compiled = ["Graph", "Parts", "Values", "RowParts", "parts", "isDisposed", "ScoreRow", "WriteRow", "ReadRow"];

    private static readonly string[] Rows = [ScorerFeatureSection.Class];

    private static readonly string[] Always = ["session", "runtime", "Signature", "Session", "DefaultOptions"];

    private static readonly string[] Bindings = ["OnnxBinding", "CompiledCall"];

    private static readonly string[] Methods = ["Load", "Run", "RunAsync", "Dispose", "Bind"], Bound = ["Read", "ReadOne", "Texts"], Unbound = [RunSection.Read];

    public static IEnumerable<OwnMember> Of(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? part = type; part is { SpecialType: SpecialType.None }; part = part.BaseType)
        {
            bool isOwn = SymbolEqualityComparer.Default.Equals(part, type);
            foreach (ISymbol member in part.GetMembers())
            {
                if (member.IsImplicitlyDeclared || member.IsGenerated() || !SyntaxFacts.IsValidIdentifier(member.Name)) continue;
                if (!isOwn && member.DeclaredAccessibility == Accessibility.Private) continue;
                if (member is not IMethodSymbol method) yield return new OwnMember(member.Name, null);
                else if (!method.IsGenericMethod) yield return new OwnMember(member.Name, string.Join(",", method.Parameters.Select(static p => p.Type.Name)));
            }
        }
    }

    /// <summary>The name that the class or a member of the user's takes from the adapter; null when there is none.</summary>
    public static string? Collision(OnnxModelDeclaration declaration, bool isCompiled)
    {
        bool isBound = declaration.Input is not null;
        var single = Always.Concat(isBound ? [] : Types).Concat(isCompiled ? Compiled : []).Concat(declaration.Input?.Plan is null ? [] : Rows).ToList();
        var methods = Methods.Concat(isBound ? Bound : Unbound).ToList();
        if (single.Contains(declaration.Type.Name) || methods.Contains(declaration.Type.Name)) return declaration.Type.Name;
        var signatures = new HashSet<(string, string)>(Signatures(declaration));
        return declaration.Members.FirstOrDefault(m => single.Contains(m.Name) || (m.Parameters is null ? methods.Contains(m.Name) : signatures.Contains((m.Name, m.Parameters))))?.Name;
    }

    private static IEnumerable<(string, string)> Signatures(OnnxModelDeclaration declaration)
    {
        foreach (string load in new[] { "", "String,OnnxSessionOptions", "ReadOnlyMemory,OnnxSessionOptions", "String,Assembly[]", "ReadOnlyMemory,Assembly[]" }) yield return ("Load", load);
        yield return ("Dispose", "");
        if (declaration is { Input: { } input, Output: { } output })
        {
            yield return ("Run", $"{input.SimpleName},{output.SimpleName}");
            yield return ("Run", "ReadOnlySpan,Span");
            yield return ("RunAsync", $"{input.SimpleName},{Token}");
            yield return ("Bind", "ReadOnlySpan");
            foreach (string binding in Bindings)
            {
                yield return ("Read", $"{binding},Span");
                yield return ("ReadOne", binding);
                yield return ("Texts", $"{binding},Int32,Int32,Int32");
            }
            yield break;
        }
        yield return ("Run", $"Input,Output,{Token}");
        yield return ("Run", $"Input,{Token}");
        yield return ("RunAsync", $"Input,{Token}");
        yield return ("Bind", "Input");
        foreach (string binding in Bindings) yield return (RunSection.Read, binding);
    }
}
