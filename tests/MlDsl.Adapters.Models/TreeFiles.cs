namespace MlDsl.Adapters.Models;

/// <summary>Models of tree libraries, written by hand: each has one thing of the library's own, and its predictions can be told by looking.</summary>
internal static class TreeFiles
{
    /// <summary>LightGBM: 1 up to a second of our time, 2 after it; single precision has steps of two minutes there.</summary>
    public const string Stamp = """
        tree
        version=v4
        num_class=1
        num_tree_per_iteration=1
        label_index=0
        max_feature_idx=0
        objective=regression
        feature_names=Stamp
        feature_infos=[0:1]

        Tree=0
        num_leaves=2
        num_cat=0
        split_feature=0
        threshold=1700000032.5
        decision_type=2
        left_child=-1
        right_child=-2
        leaf_value=1 1700000000.25
        shrinkage=1

        end of trees

        pandas_categorical:[]

        """;

    /// <summary>
    /// LightGBM, whose leaves are linear models: blue gives 10 and 2 a mile, less 1 an hour, or 5 where one of them is missing; else 20 and ½ an hour, or 7.
    /// </summary>
    public const string Slope = """
        tree
        version=v4
        num_class=1
        num_tree_per_iteration=1
        label_index=0
        max_feature_idx=2
        objective=regression
        feature_names=Color Miles Hours
        feature_infos=0:1:2 [0:1] [0:1]

        Tree=0
        num_leaves=2
        num_cat=1
        split_feature=0
        threshold=0
        decision_type=1
        left_child=-1
        right_child=-2
        leaf_value=5 7
        cat_boundaries=0 1
        cat_threshold=2
        is_linear=1
        leaf_const=10 20
        num_features=2 1
        leaf_features=1 2  2
        leaf_coeff=2 -1  0.5
        shrinkage=1

        end of trees

        pandas_categorical:[["red", "blue", "green"]]

        """;

    /// <summary>
    /// LightGBM: three features, of which pandas knew the color (red, blue, green) and the store (7, 9, 40) by value. Blue gives 10, else 20; the
    /// stores 9 and 40 give 1, else 2; above 0.5 miles 100, else 200.
    /// </summary>
    public const string Fruit = """
        tree
        version=v4
        num_class=1
        num_tree_per_iteration=1
        label_index=0
        max_feature_idx=2
        objective=regression
        feature_names=Color Miles Store
        feature_infos=0:1:2 [0:1] 1:0:2

        Tree=0
        num_leaves=2
        num_cat=1
        split_feature=0
        threshold=0
        decision_type=1
        left_child=-1
        right_child=-2
        leaf_value=10 20
        cat_boundaries=0 1
        cat_threshold=2
        shrinkage=1

        Tree=1
        num_leaves=2
        num_cat=1
        split_feature=2
        threshold=0
        decision_type=1
        left_child=-1
        right_child=-2
        leaf_value=1 2
        cat_boundaries=0 1
        cat_threshold=6
        shrinkage=1

        Tree=2
        num_leaves=2
        num_cat=0
        split_feature=1
        threshold=0.5
        decision_type=2
        left_child=-1
        right_child=-2
        leaf_value=200 100
        shrinkage=1

        end of trees

        pandas_categorical:[["red", "blue", "green"], [7, 9, 40]]

        """;

    /// <summary>XGBoost 3.1: blue gives 2.5, else 1.5, as the best iteration has it; the second one, after it, doubles that.</summary>
    public const string Stopped = """
        {"learner": {"attributes": {"best_iteration": "0"}, "feature_names": ["Color", "Miles"], "feature_types": ["c", "float"],
        "gradient_booster": {"model": {"gbtree_model_param": {"num_parallel_tree": "1", "num_trees": "2"}, "iteration_indptr": [0, 1, 2], "tree_info": [0, 0],
        "cats": {"enc": [{"offsets": [0, 3, 7], "values": [114, 101, 100, 98, 108, 117, 101]}, {"offsets": [], "values": []}], "feature_segments": [0, 2, 2], "sorted_idx": []},
        "trees": [
        {"categories": [1], "categories_nodes": [0], "categories_segments": [0], "categories_sizes": [1], "default_left": [1, 0, 0], "left_children": [1, -1, -1], "right_children": [2, -1, -1],
        "split_conditions": [0.0, 1.0, 2.0], "split_indices": [0, 0, 0], "split_type": [1, 0, 0], "tree_param": {"num_feature": "2", "num_nodes": "3", "size_leaf_vector": "1"}},
        {"categories": [1], "categories_nodes": [0], "categories_segments": [0], "categories_sizes": [1], "default_left": [1, 0, 0], "left_children": [1, -1, -1], "right_children": [2, -1, -1],
        "split_conditions": [0.0, 1.5, 2.5], "split_indices": [0, 0, 0], "split_type": [1, 0, 0], "tree_param": {"num_feature": "2", "num_nodes": "3", "size_leaf_vector": "1"}}]}, "name": "gbtree"},
        "learner_model_param": {"base_score": "[5E-1]", "num_class": "0", "num_feature": "2", "num_target": "1"}, "objective": {"name": "reg:squarederror"}}, "version": [3, 1, 0]}
        """;
}
