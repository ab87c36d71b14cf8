namespace MlDsl.Kernels;

/// <summary>The nodes of one tree among the lists of <see cref="OnnxTreeNodes"/>.</summary>
internal sealed class OnnxTreeMembers(long id)
{
    private readonly List<int> places = [];

    // Only where the nodes' numbers do not count up, as nearly all trainers write them.
    private Dictionary<long, int>? byNumber;
    private long first;

    /// <summary>The number of the tree.</summary>
    public long Id => id;

    /// <summary>The nodes' places in the lists, in their order.</summary>
    public IReadOnlyList<int> Places => places;

    /// <summary>Adds the node that lies at a place.</summary>
    /// <exception cref="TreeEnsembleException">The tree has a node of this number.</exception>
    public void Add(long number, int place)
    {
        if (places.Count == 0) first = number;
        if (byNumber is null && number - first != places.Count)
        {
            byNumber = new(places.Count + 1);
            for (int i = 0; i < places.Count; i++) byNumber.Add(first + i, places[i]);
        }
        if (byNumber?.TryAdd(number, place) == false) throw new TreeEnsembleException($"Tree {id} has two nodes {number}");
        places.Add(place);
    }

    /// <summary>Finds the place of a node by its number.</summary>
    public bool TryFind(long number, out int place)
    {
        if (byNumber is not null) return byNumber.TryGetValue(number, out place);
        ulong index = unchecked((ulong)(number - first));
        bool isThere = index < (ulong)places.Count;
        place = isThere ? places[(int)index] : 0;
        return isThere;
    }
}
