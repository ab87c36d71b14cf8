using System.Reflection;
using MlDsl.Kernels;

namespace MlDsl.Compiler.Catalog;

/// <summary>The operators that can be compiled: the classes of MlDsl.Kernels that say which operator they are.</summary>
internal static class OperatorCatalog
{
    private static readonly ILookup<(string Domain, string Name), (OperatorAttribute Version, Type Class)> ByName = typeof(Operator).Assembly.GetTypes()
        .Where(static type => type is { IsAbstract: false, IsPublic: true } && type.IsSubclassOf(typeof(Operator)))
        .SelectMany(static type => type.GetCustomAttributes<OperatorAttribute>().Select(version => (version, type)))
        .ToLookup(static entry => (entry.version.Domain, entry.version.Name), static entry => (entry.version, entry.type));

    /// <summary>Every class.</summary>
    public static IEnumerable<Type> Classes => ByName.SelectMany(static group => group.Select(static entry => entry.Class)).Distinct();

    /// <summary>The domain, name and versions of every operator.</summary>
    public static IEnumerable<OperatorAttribute> All => ByName.SelectMany(static group => group.Select(static entry => entry.Version));

    /// <summary>The classes that may stand for a node, most special ones first; empty for an operator that cannot be compiled.</summary>
    public static IEnumerable<OperatorClass> Find(string domain, string name, long version) => ByName[(domain, name)]
        .Where(entry => entry.Version.Since <= version && version <= entry.Version.Until)
        .OrderBy(static entry => entry.Class.GetGenericArguments().Length)
        .Select(static entry => new OperatorClass(entry.Class, entry.Version));

    /// <summary>Whether any version of the operator can be compiled.</summary>
    public static bool Knows(string domain, string name) => ByName.Contains((domain, name));
}
