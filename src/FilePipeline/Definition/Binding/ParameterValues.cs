using System.Collections;
using FilePipeline.Definition.Diagnostics;
using FilePipeline.Definition.Words;
using FilePipeline.Definition.Yaml;

namespace FilePipeline.Definition.Binding;

/// <summary>Reads a value as the .NET type that a parameter has.</summary>
internal sealed class ParameterValues(Values values)
{
    /// <returns><c>null</c>: not of that form, and reported.</returns>
    /// <exception cref="NotSupportedException">The type is none that parameters may have: a mistake of the stage's author.</exception>
    public object? Read(Field field, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
            return values.Text(field);
        if (type == typeof(bool))
            return values.Boolean(field);
        if (type == typeof(int))
            return values.Integer(field, int.MinValue, int.MaxValue);
        if (type == typeof(long))
            return LongOrSize(field);
        if (type == typeof(double))
            return Number(field);
        if (type == typeof(TimeSpan))
            return values.Duration(field, TimeSpan.Zero, Limits.Pause);
        if (type.IsEnum)
            return values.Word(field, type);
        if (ParameterType.ItemOfList(type) is { } item)
            return List(field, type, item);
        if (ParameterType.ValueOfMap(type) is { } value)
            return Map(field, value);
        throw new NotSupportedException($"a stage's parameter cannot be of type {type}");
    }

    private long? LongOrSize(Field field) =>
        field.Value is YamlScalar { Value: [.., 'B'] } ? values.Size(field, 0, long.MaxValue) : values.Integer(field, long.MinValue, long.MaxValue);

    private double? Number(Field field)
    {
        const string expected = "a number, as 0.2 or 20%";
        if (values.Scalar(field, expected) is not { } written)
            return null;
        if (NumberText.TryNumber(written, out var number))
            return number;
        values.WrongType(field, expected, written.Kind);
        return null;
    }

    private object? List(Field field, Type type, Type itemType)
    {
        var items = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(itemType))!;
        if (field.Value is not YamlSequence)
        {
            values.Items(field, "a list");
            return null;
        }
        var sound = true;
        foreach (var item in values.Items(field, "a list"))
        {
            var value = Read(item, itemType);
            sound &= value is not null;
            if (sound)
                items.Add(value);
        }
        if (!sound)
            return null;
        if (!type.IsArray)
            return items;
        var array = Array.CreateInstance(itemType, items.Count);
        items.CopyTo(array, 0);
        return array;
    }

    private object? Map(Field field, Type valueType)
    {
        var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), valueType))!;
        if (field.Value is not YamlMapping)
        {
            values.WrongType(field, "a map", field.Value.Kind);
            return null;
        }
        var sound = true;
        foreach (var entry in Section.Entries(field, values.Problems))
        {
            var value = Read(new Field($"`{entry.Key.Value}` of {field.Name}", entry.Key, entry.Value), valueType);
            sound &= value is not null;
            if (sound)
                map.Add(entry.Key.Value, value);
        }
        return sound ? map : null;
    }
}
