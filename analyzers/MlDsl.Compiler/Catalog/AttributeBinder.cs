using System.Reflection;
using MlDsl.Compiler.Onnx;
using MlDsl.Kernels;

namespace MlDsl.Compiler.Catalog;

/// <summary>An argument of an operator's constructor.</summary>
/// <param name="Parameter">The parameter's name.</param>
/// <param name="Value">float, long, string, an array of them, a tensor, packed trees, or null.</param>
internal sealed record OperatorArgument(string Parameter, object? Value);

/// <summary>Trees as <see cref="TreePacker"/> writes them: at first for the speed of single rows.</summary>
/// <exception cref="TreeEnsembleException">The trees are malformed.</exception>
internal sealed class PackedTreeBytes(TreeEnsemble ensemble)
{
    public byte[] Bytes { get; private set; } = TreePacker.Pack(ensemble);

    /// <summary>Packs them anew.</summary>
    /// <returns>The most that a sum of leaves moves.</returns>
    /// <exception cref="TreeEnsembleException">They cannot be packed so.</exception>
    public double Pack(TreePacking packing) => TreeScorer.Load(Bytes = TreePacker.Pack(ensemble, packing)).ErrorBound;
}

/// <summary>From a node's attributes to the arguments of a constructor.</summary>
internal static class AttributeBinder
{
    /// <exception cref="UnsupportedException">An attribute is missing, of another type, or unknown to the class.</exception>
    public static List<OperatorArgument> Bind(Type type, OperatorAttribute version, OnnxNode node, IReadOnlyList<long> widths)
    {
        var left = new Dictionary<string, (string Name, object? Value)>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in node.Attributes)
            if (!version.Ignores.Contains(name)) left[Plain(name)] = (name, value);

        var arguments = new List<OperatorArgument>();
        foreach (ParameterInfo parameter in type.GetConstructors().Single().GetParameters())
        {
            if (parameter.ParameterType == typeof(TreeScorer))
            {
                bool isPacked = left.TryGetValue(Plain(parameter.Name!), out var packed) && packed.Value is PackedTreeBytes && left.Remove(Plain(parameter.Name!));
                arguments.Add(new(parameter.Name!, isPacked ? packed.Value : TreeLowering.Pack(node, RunParameter.Of(type)[0].Element == typeof(double), widths, left)));
                continue;
            }
            if (left.Remove(Plain(parameter.Name!), out var given)) arguments.Add(new(parameter.Name!, Convert(given.Name, given.Value, parameter)));
            else if (!parameter.HasDefaultValue) throw new UnsupportedException($"its attribute '{parameter.Name}' is missing");
        }
        return left.Count == 0 ? arguments : throw new UnsupportedException($"its attribute '{left.Values.First().Name}' cannot be compiled");
    }

    /// <exception cref="UnsupportedException">The class refuses the arguments.</exception>
    public static object Create(Type type, List<OperatorArgument> arguments)
    {
        ConstructorInfo constructor = type.GetConstructors().Single();
        object?[] values = [.. constructor.GetParameters().Select(p => arguments.FirstOrDefault(a => a.Parameter == p.Name) is { } given ? Live(given.Value) : p.DefaultValue)];
        try
        {
            return constructor.Invoke(values);
        }
        catch (TargetInvocationException e) when (e.InnerException is OperatorException or ArgumentException or TreeEnsembleException)
        {
            throw new UnsupportedException(e.InnerException.Message);
        }
    }

    private static object? Live(object? value) => value is PackedTreeBytes trees ? TreeScorer.Load(trees.Bytes) : value;

    private static object? Convert(string name, object? value, ParameterInfo parameter)
    {
        Type wanted = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (value is not null && wanted.IsInstanceOfType(value)) return value;
        return value switch
        {
            // A list without elements may have been written without its kind.
            null when wanted.IsArray => Array.CreateInstance(wanted.GetElementType()!, 0),
            long whole when wanted == typeof(float) => (float)whole,
            _ => throw new UnsupportedException($"its attribute '{name}' has a type that cannot be compiled"),
        };
    }

    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal);
}
