namespace MlDsl.Kernels.Tests.Trees;

/// <summary>An XGBoost model written by hand: two trees of one branch, which the library of this machine is too old to write otherwise.</summary>
internal static class SmallXGBoost
{
    /// <param name="attributes">The learner's attributes.</param>
    /// <param name="model">More members of the model, each followed by a comma.</param>
    /// <param name="learner">More members of the learner, each followed by a comma.</param>
    /// <param name="objective">The objective.</param>
    /// <param name="baseScore">The base score.</param>
    /// <param name="outputs">The targets; the second tree votes for the last one.</param>
    /// <param name="version">The version of XGBoost.</param>
    /// <param name="categorical">Whether both trees ask whether the first feature is category 1, else whether it is below 0.5.</param>
    public static string File(
        string attributes = "{}", string model = "", string learner = "", string objective = "reg:squarederror", string baseScore = "5E-1", int outputs = 1, string version = "[2, 1, 0]", bool categorical = false) => $$$"""
        {"learner": {"attributes": {{{attributes}}}, {{{learner}}} "gradient_booster": {"model": {{{{model}}} "gbtree_model_param": {"num_trees": "2"},
        "tree_info": [0, {{{outputs - 1}}}], "trees": [{{{Tree(1, 2, categorical)}}}, {{{Tree(1, 4, categorical)}}}]}, "name": "gbtree"},
        "learner_model_param": {"base_score": "{{{baseScore}}}", "num_class": "0", "num_feature": "2", "num_target": "{{{outputs}}}"}, "objective": {"name": "{{{objective}}}"}}, "version": {{{version}}}}
        """;

    private static string Tree(int left, int right, bool categorical) => $$$"""
        {"default_left": [1, 0, 0], "left_children": [1, -1, -1], "right_children": [2, -1, -1], "split_conditions": [0.5, {{{left}}}, {{{right}}}], "split_indices": [0, 0, 0],
        {{{(categorical ? """ "categories": [1], "categories_nodes": [0], "categories_segments": [0], "categories_sizes": [1], "split_type": [1, 0, 0], """ : """ "split_type": [0, 0, 0], """)}}}
        "tree_param": {"num_feature": "2", "num_nodes": "3", "size_leaf_vector": "1"}}
        """;
}
