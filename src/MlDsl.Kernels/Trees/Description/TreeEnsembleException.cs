namespace MlDsl.Kernels;

/// <summary>A tree ensemble, or the file it was read from, that is malformed. The message names the tree and the node where there is one.</summary>
public sealed class TreeEnsembleException : FormatException
{
    /// <summary>An exception about a tree, or about one of its nodes.</summary>
    /// <param name="problem">What is wrong and what is expected.</param>
    /// <param name="tree">The tree, from 0.</param>
    /// <param name="node">The node, from 0, if it is about one.</param>
    public TreeEnsembleException(string problem, int tree, int? node = null)
        : base(node is null ? $"Tree {tree}: {problem}" : $"Tree {tree}, node {node}: {problem}")
    {
        Tree = tree;
        Node = node;
    }

    /// <summary>An exception about the whole ensemble.</summary>
    public TreeEnsembleException(string message) : base(message)
    {
    }

    /// <summary>The same, with the exception that led to it.</summary>
    public TreeEnsembleException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>An exception without a message of its own.</summary>
    public TreeEnsembleException()
    {
    }

    /// <summary>The tree, from 0, if it is about one.</summary>
    public int? Tree { get; }

    /// <summary>The node of the tree, from 0, if it is about one.</summary>
    public int? Node { get; }
}
