namespace MlDsl.Kernels;

/// <summary>What must hold before an ensemble is packed; what passes here cannot make a scorer hang or read what is not its own.</summary>
internal static class TreeChecks
{
    /// <exception cref="TreeEnsembleException">The ensemble is malformed.</exception>
    public static void Check(TreeEnsemble ensemble)
    {
        if (ensemble.FeatureCount < 1)
            throw new TreeEnsembleException($"The ensemble has {ensemble.FeatureCount} features; at least one is expected");
        int least = ensemble.IsClassifier ? 2 : 1;
        if (ensemble.OutputCount < least)
            throw new TreeEnsembleException($"The ensemble has {ensemble.OutputCount} outputs; at least {least} is expected");
        if (ensemble.Trees.Count == 0) throw new TreeEnsembleException("The ensemble has no trees; at least one is expected");
        if (ensemble.IsClassifier && ensemble.Aggregate != TreeAggregate.Sum)
            throw new TreeEnsembleException($"A classifier sums its leaves; {ensemble.Aggregate} is for regressions");
        CheckBaseValues(ensemble);
        for (int i = 0; i < ensemble.Trees.Count; i++)
        {
            CheckTree(ensemble, ensemble.Trees[i], i);
            if (ensemble.Trees[i].LinearLeaves.Count > 0) CheckLinear(ensemble, ensemble.Trees[i], i);
        }
    }

    private static void CheckLinear(TreeEnsemble ensemble, Tree tree, int number)
    {
        if (ensemble.IsClassifier || ensemble.Aggregate != TreeAggregate.Sum) throw new TreeEnsembleException("its leaves are linear models, which are for sums", number);
        if (tree.LinearLeaves.Count != tree.Weights.Count)
            throw new TreeEnsembleException($"it has {tree.Weights.Count} weights and {tree.LinearLeaves.Count} linear models; each weight has one", number);
        for (int i = 0; i < tree.Nodes.Count; i++)
            if (tree.Nodes[i] is { IsLeaf: true, WeightCount: not 1 }) throw new TreeEnsembleException($"the leaf is a linear model and has {tree.Nodes[i].WeightCount} weights; one is expected", number, i);
        foreach (LinearLeaf leaf in tree.LinearLeaves)
            foreach (LinearTerm term in leaf.Terms)
                if (term.Feature < 0 || term.Feature >= ensemble.FeatureCount) throw new TreeEnsembleException($"feature {term.Feature} of a leaf is not among 0 to {ensemble.FeatureCount - 1}", number);
    }

    private static void CheckBaseValues(TreeEnsemble ensemble)
    {
        int count = ensemble.BaseValues.Count;
        bool fits = count == 0 || count == ensemble.OutputCount || (count == 1 && ensemble is { IsClassifier: true, OutputCount: 2 });
        if (!fits)
            throw new TreeEnsembleException($"The ensemble has {count} base values for {ensemble.OutputCount} outputs; one per output, or none, is expected");
    }

    private static void CheckTree(TreeEnsemble ensemble, Tree tree, int number)
    {
        if (tree.Nodes.Count == 0) throw new TreeEnsembleException("it has no nodes; a single leaf is the smallest tree", number);
        var parents = new int[tree.Nodes.Count];
        for (int i = 0; i < tree.Nodes.Count; i++)
        {
            TreeNode node = tree.Nodes[i];
            if (node.IsLeaf)
            {
                CheckLeaf(ensemble, tree, node, number, i);
                continue;
            }
            CheckCondition(ensemble, tree, node, number, i);
            CheckChild(tree, node.WhenTrue, parents, "true", number, i);
            CheckChild(tree, node.WhenFalse, parents, "false", number, i);
        }
        CheckReachable(tree, parents, number);
    }

    private static void CheckLeaf(TreeEnsemble ensemble, Tree tree, TreeNode node, int number, int place)
    {
        if (node.WeightCount < 1) throw new TreeEnsembleException("the leaf has no weight; at least one is expected", number, place);
        if (node.FirstWeight < 0 || node.FirstWeight > tree.Weights.Count - node.WeightCount)
            throw new TreeEnsembleException(
                $"the leaf has {node.WeightCount} weights from {node.FirstWeight} on, but the tree has {tree.Weights.Count}", number, place);
        for (int i = 0; i < node.WeightCount; i++)
        {
            int output = tree.Weights[node.FirstWeight + i].Output;
            if (output < 0 || output >= ensemble.OutputCount)
                throw new TreeEnsembleException($"the leaf votes for output {output}; outputs are 0 to {ensemble.OutputCount - 1}", number, place);
        }
    }

    private static void CheckCondition(TreeEnsemble ensemble, Tree tree, TreeNode node, int number, int place)
    {
        if (node.Feature < 0 || node.Feature >= ensemble.FeatureCount)
            throw new TreeEnsembleException($"feature {node.Feature} is not among 0 to {ensemble.FeatureCount - 1}", number, place);
        if (node.Comparison > TreeComparison.Member)
            throw new TreeEnsembleException($"the comparison {node.Comparison} is unknown", number, place);
        if (node.Comparison != TreeComparison.Member)
        {
            if (double.IsNaN(node.Threshold))
                throw new TreeEnsembleException("the threshold is NaN, with which nothing compares; a number is expected", number, place);
            if (node.ZeroIsMissing && node.Comparison is TreeComparison.Equal or TreeComparison.NotEqual)
                throw new TreeEnsembleException($"{node.Comparison} knows no zero that is missing; compare by order", number, place);
            return;
        }
        if (node.Set < 0 || node.Set >= tree.CategorySets.Count)
            throw new TreeEnsembleException($"the category set {node.Set} is not among the tree's {tree.CategorySets.Count}", number, place);
        foreach (double value in tree.CategorySets[node.Set].Values)
            if (double.IsNaN(value)) throw new TreeEnsembleException("a category is NaN; a number is expected", number, place);
    }

    private static void CheckChild(Tree tree, int child, int[] parents, string side, int number, int place)
    {
        if (child < 0 || child >= tree.Nodes.Count)
            throw new TreeEnsembleException($"the {side} child {child} is not among the tree's {tree.Nodes.Count} nodes", number, place);
        if (child == 0) throw new TreeEnsembleException($"the {side} child is the root, which closes a circle", number, place);
        if (++parents[child] > 1)
            throw new TreeEnsembleException($"the {side} child {child} is the child of another branch as well; each node has one parent", number, place);
    }

    // With at most one parent each and none for the root, what the root does not reach hangs on a circle or on nothing.
    private static void CheckReachable(Tree tree, int[] parents, int number)
    {
        var open = new Stack<int>();
        open.Push(0);
        int reached = 0;
        while (open.Count > 0)
        {
            TreeNode node = tree.Nodes[open.Pop()];
            reached++;
            if (node.IsLeaf) continue;
            open.Push(node.WhenTrue);
            open.Push(node.WhenFalse);
        }
        if (reached == tree.Nodes.Count) return;
        int orphan = Array.FindIndex(parents, 1, static count => count == 0);
        if (orphan > 0) throw new TreeEnsembleException("no branch leads to the node", number, orphan);
        throw new TreeEnsembleException("some nodes lie on a circle that the root does not reach", number);
    }
}
