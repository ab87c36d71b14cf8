using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers.Flow;

/// <summary>The classes of a compilation that derive from each other.</summary>
internal sealed class Hierarchy(Compilation compilation, Func<SourceNames> names)
{
    /// <summary>A member of a base class is looked at once for each of so many classes.</summary>
    private const int Most = 12;

    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<INamedTypeSymbol>> heirs = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<INamedTypeSymbol>> objects = new(SymbolEqualityComparer.Default);

    /// <summary>The types of this compilation. Their members are made when asked for: whoever asks has found something to ask about.</summary>
    public IEnumerable<INamedTypeSymbol> All
    {
        get
        {
            var open = new Stack<INamespaceOrTypeSymbol>();
            for (open.Push(compilation.Assembly.GlobalNamespace); open.Count > 0;)
            {
                foreach (INamespaceOrTypeSymbol inner in open.Pop().GetMembers().OfType<INamespaceOrTypeSymbol>())
                {
                    if (inner is INamedTypeSymbol type) yield return type;
                    open.Push(inner);
                }
            }
        }
    }

    /// <summary>The types of this compilation that derive from others, implement interfaces, or have a method that a host may call for each request.</summary>
    public IEnumerable<INamedTypeSymbol> Types => TypesOf(names().Files);

    /// <summary>Those of <see cref="Types"/> that some files declare.</summary>
    public IEnumerable<INamedTypeSymbol> TypesIn(HashSet<SyntaxTree> files) => TypesOf(names().Files.Where(file => files.Contains(file.Tree)));

    /// <summary>The class and those of this compilation that derive from it.</summary>
    public IEnumerable<INamedTypeSymbol> FamilyOf(INamedTypeSymbol type)
    {
        var open = new Queue<INamedTypeSymbol>();
        for (open.Enqueue(type); open.Count > 0;)
        {
            INamedTypeSymbol next = open.Dequeue();
            yield return next;
            if (next.IsSealed || next.IsStatic) continue;
            foreach (INamedTypeSymbol heir in HeirsOf(next.OriginalDefinition)) open.Enqueue(heir);
        }
    }

    /// <summary>The classes whose objects run the members of <paramref name="type"/>; itself where there is none.</summary>
    public ImmutableArray<INamedTypeSymbol> ObjectsOf(INamedTypeSymbol type) => objects.TryGetValue(type, out var known) ? known : objects.GetOrAdd(type, FindObjects(type));

    private ImmutableArray<INamedTypeSymbol> HeirsOf(INamedTypeSymbol type) => heirs.TryGetValue(type, out var known) ? known : heirs.GetOrAdd(type,
    [
        .. names().HeirsOf(type).Select(static m => (TypeDeclarationSyntax)m.Node).GroupBy(static t => t.SyntaxTree).SelectMany(file => Declared(file, compilation.GetSemanticModel(file.Key)))
            .Where(t => t.TypeKind == TypeKind.Class && SymbolEqualityComparer.Default.Equals(t.BaseType?.OriginalDefinition, type))
            .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default).OrderBy(static t => t.ToDisplayString(), StringComparer.Ordinal),
    ]);

    private IEnumerable<INamedTypeSymbol> TypesOf(IEnumerable<FileNames> files) => files.Where(static file => file.Types.Count > 0)
        .SelectMany(file => Declared(file.Types, compilation.GetSemanticModel(file.Tree))).Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default);

    private static IEnumerable<INamedTypeSymbol> Declared(IEnumerable<TypeDeclarationSyntax> types, SemanticModel model) =>
        types.Select(type => model.GetDeclaredSymbol(type)).OfType<INamedTypeSymbol>();

    private ImmutableArray<INamedTypeSymbol> FindObjects(INamedTypeSymbol type)
    {
        ImmutableArray<INamedTypeSymbol> concrete = [.. FamilyOf(type).Where(static t => !t.IsAbstract).Take(Most)];
        return concrete.IsEmpty ? [type] : concrete;
    }

    /// <summary>The one class of objects that a value of a type can be; null where there are several.</summary>
    public INamedTypeSymbol? ObjectOf(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class } named && ObjectsOf(named) is [{ } only] ? only : null;

    /// <summary>The member that an object of <paramref name="self"/> runs for a virtual one; null where that is not known, or has no body.</summary>
    public static T? Implementation<T>(T member, INamedTypeSymbol? self) where T : class, ISymbol
    {
        var definition = (T)member.OriginalDefinition;
        if (definition.ContainingType.TypeKind == TypeKind.Interface) return OfInterface(definition, self);
        if (!definition.IsVirtual && !definition.IsAbstract && !definition.IsOverride) return definition;
        if (definition.IsSealed || definition.ContainingType.IsSealed) return definition;
        for (INamedTypeSymbol? at = self; at is not null; at = at.BaseType)
            foreach (ISymbol candidate in at.GetMembers(definition.Name))
                if (candidate is T same && Overrides(same.OriginalDefinition, definition)) return same.IsAbstract ? null : (T)same.OriginalDefinition;
        return null;
    }

    private static T? OfInterface<T>(T member, INamedTypeSymbol? self) where T : class, ISymbol
    {
        ISymbol? known = self?.AllInterfaces.Where(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, member.ContainingType.OriginalDefinition))
            .SelectMany(i => i.GetMembers(member.Name)).FirstOrDefault(m => SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, member));
        return known is not null && self!.FindImplementationForInterfaceMember(known) is T { IsAbstract: false } own ? (T)own.OriginalDefinition : null;
    }

    /// <summary>What a type parameter of a base class stands for in <paramref name="self"/>.</summary>
    public static ITypeSymbol? ArgumentFor(ITypeParameterSymbol parameter, INamedTypeSymbol? self)
    {
        for (INamedTypeSymbol? at = self; at is not null; at = at.BaseType)
            if (SymbolEqualityComparer.Default.Equals(at.OriginalDefinition, parameter.ContainingSymbol)) return at.TypeArguments[parameter.Ordinal];
        return null;
    }

    public static bool IsOrDerivesFrom(INamedTypeSymbol type, INamedTypeSymbol ancestor)
    {
        for (INamedTypeSymbol? at = type; at is not null; at = at.BaseType)
            if (SymbolEqualityComparer.Default.Equals(at.OriginalDefinition, ancestor.OriginalDefinition)) return true;
        return false;
    }

    private static bool Overrides(ISymbol candidate, ISymbol member)
    {
        for (ISymbol? at = candidate; at is not null; at = at switch { IMethodSymbol m => m.OverriddenMethod?.OriginalDefinition, IPropertySymbol p => p.OverriddenProperty?.OriginalDefinition, _ => null })
            if (SymbolEqualityComparer.Default.Equals(at, member)) return true;
        return false;
    }
}

/// <summary>A member as the objects of one class have it.</summary>
internal readonly struct BoundMember(ISymbol member, INamedTypeSymbol? self) : IEquatable<BoundMember>
{
    public ISymbol Member { get; } = member;
    public INamedTypeSymbol? Self { get; } = self;

    public bool Equals(BoundMember other) => SymbolEqualityComparer.Default.Equals(Member, other.Member) && SymbolEqualityComparer.Default.Equals(Self, other.Self);

    public override bool Equals(object obj) => obj is BoundMember other && Equals(other);

    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Member);
}
