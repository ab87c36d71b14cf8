namespace MlDsl.Labels;

/// <summary>Which rows the rules take: as many as are estimated to be wrong.</summary>
/// <remarks>"Prune by class" and "prune by noise rate" of Northcutt, Jiang and Chuang (2021), section 3.2.</remarks>
internal static class SuspectRows
{
    /// <summary>Whether each row is a suspect.</summary>
    /// <param name="rows">The labels.</param>
    /// <param name="joint">The estimate.</param>
    /// <param name="quality">How far the label of each row can be trusted.</param>
    /// <param name="rule">Which are suspects.</param>
    public static bool[] Of(GivenLabels rows, ConfidentJoint joint, double[] quality, SuspectRule rule)
    {
        int[][] byClass = [.. Enumerable.Range(0, rows.Classes.Count).Select(label => Enumerable.Range(0, rows.Count).Where(row => rows.Given(row) == label).ToArray())];
        if (rule == SuspectRule.ByClass) return ByClass(rows, joint, quality, byClass);
        bool[] pairs = ByNoiseRate(rows, joint, byClass);
        if (rule == SuspectRule.ByNoiseRate) return pairs;
        bool[] classes = ByClass(rows, joint, quality, byClass);
        return [.. pairs.Select((isOne, row) => isOne && classes[row])];
    }

    private static bool[] ByClass(GivenLabels rows, ConfidentJoint joint, double[] quality, int[][] byClass)
    {
        var suspects = new bool[rows.Count];
        for (int label = 0; label < byClass.Length; label++)
        {
            double wrong = 0;
            for (int actual = 0; actual < byClass.Length; actual++) wrong += actual == label ? 0 : joint.Joint(label, actual);
            foreach (int row in byClass[label].OrderBy(row => quality[row]).Take((int)Math.Round(wrong * rows.Count))) suspects[row] = true;
        }
        return suspects;
    }

    private static bool[] ByNoiseRate(GivenLabels rows, ConfidentJoint joint, int[][] byClass)
    {
        var suspects = new bool[rows.Count];
        for (int label = 0; label < byClass.Length; label++)
        {
            for (int actual = 0; actual < byClass.Length; actual++)
            {
                int wrong = actual == label ? 0 : (int)Math.Round(joint.Joint(label, actual) * rows.Count);
                if (wrong == 0) continue;
                foreach (int row in byClass[label].OrderByDescending(row => rows.Of(row)[actual] - rows.Of(row)[label]).Take(wrong)) suspects[row] = true;
            }
        }
        return suspects;
    }
}
