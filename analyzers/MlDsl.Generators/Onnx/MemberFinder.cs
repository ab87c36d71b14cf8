namespace MlDsl.Generators.Onnx;

/// <summary>Finds the members that belong to a value of the graph.</summary>
internal static class MemberFinder
{
    /// <summary>Those bound to the name exactly; else those that are called as the generated member would be.</summary>
    public static List<MemberSpec> Find(IEnumerable<MemberSpec> members, string name, string translated)
    {
        var exact = members.Where(m => m.GraphName == name).ToList();
        return exact.Count > 0 ? exact : members.Where(m => !m.IsExplicit && m.GraphName == translated).ToList();
    }
}
