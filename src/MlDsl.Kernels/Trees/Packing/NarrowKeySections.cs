using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace MlDsl.Kernels;

/// <summary>Slots in single precision with their keys as <see cref="NarrowKeys"/> says; a slot that is a flag needs none.</summary>
internal sealed class NarrowKeySections
{
    private readonly List<byte> bytes = [];
    private readonly List<float> categories = [];

    /// <param name="slots">The slots.</param>
    /// <param name="flags">Those of them that are flags.</param>
    public NarrowKeySections(IReadOnlyList<SlotTable.Slot> slots, int[] flags)
    {
        Slots = new PackedSlot[slots.Count];
        HashSet<int> isFlag = [.. flags];
        for (int i = 0; i < Slots.Length; i++)
        {
            Slots[i] = KeySections<float, int>.Describe(slots[i], categories);
            if (isFlag.Contains(i)) Slots[i].Kind |= PackedSlot.IsFlag;
            else if (slots[i].Set is null) Add(slots[i], ref Slots[i], i > 0 && slots[i - 1].Source == slots[i].Source);
        }

        Pad(NarrowKeys.Beyond);
        while (bytes.Count % PackedHeader.Alignment != 0) bytes.Add(0);
    }

    public PackedSlot[] Slots { get; }

    public byte[] Keys => [.. bytes];

    public float[] Categories => [.. categories];

    private void Add(SlotTable.Slot slot, ref PackedSlot packed, bool continues)
    {
        if (slot.Source.Kind == SlotKind.Equal)
        {
            (packed.Count, packed.Level0) = (1, bytes.Count / sizeof(int));
            Write((int)slot.Source.Operand);
            return;
        }
        if (continues) packed.Kind |= PackedSlot.Continues;
        int[] keys = [.. slot.Keys.Select(static key => checked((int)key))];
        packed.Count = keys.Length;
        packed.Levels = keys.Length < NarrowKeys.Group ? 1 : 2;
        Write(keys[0]);
        packed.Level0 = bytes.Count / sizeof(int);
        if (packed.Levels == 1)
        {
            foreach (int key in keys) Write(key);
            return;
        }
        int groups = NarrowKeys.Groups(keys.Length);
        for (int group = 0; group < groups; group++) Write(At((group * NarrowKeys.Group) + NarrowKeys.Held));
        for (int group = 0; group < groups; group++)
        {
            int first = group * NarrowKeys.Group, below = group == 0 ? keys[0] : keys[first - 1];
            int last = Math.Max(first, Math.Min(keys.Length, first + NarrowKeys.Held) - 1);
            bool isWide = below > int.MaxValue - NarrowKeys.MaxDistance || (last < keys.Length && (long)keys[last] - below > NarrowKeys.MaxDistance);
            if (isWide) packed.Level1 |= 1 << group;
            AddGroup([.. Enumerable.Range(first, NarrowKeys.Held).Select(place => isWide ? At(place) : place < keys.Length ? keys[place] - below : NarrowKeys.MaxDistance)], isWide);
        }
        Pad(-bytes.Count & (sizeof(int) - 1));

        int At(int place) => place < keys.Length ? keys[place] : int.MaxValue;
    }

    private void AddGroup(int[] values, bool isWide)
    {
        foreach (int value in values) bytes.AddRange([(byte)value, (byte)(value >> 8)]);
        foreach (int value in values) bytes.Add((byte)(value >> 16));
        if (!isWide) return;
        foreach (int value in values) bytes.Add((byte)(value >> 24));
    }

    private void Write(int value)
    {
        CollectionsMarshal.SetCount(bytes, bytes.Count + sizeof(int));
        BinaryPrimitives.WriteInt32LittleEndian(CollectionsMarshal.AsSpan(bytes)[^sizeof(int)..], value);
    }

    private void Pad(int count) => bytes.AddRange(Enumerable.Repeat((byte)0, count));
}
