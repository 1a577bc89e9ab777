// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.peers.rcf;

import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the library's state objects to bytes and back, field by field in the order of their names:
 * numbers, texts, arrays, lists, and further state objects. Java serialisation is not used: only
 * the classes that stand in the declarations can come into being, and no code of theirs runs but
 * the constructor without arguments.
 *
 * <p>Thread-safety: stateless.
 */
final class StateBytes {
  private static final String LIBRARY = "com.amazon.randomcutforest.";
  private static final int DEEPEST = 12;

  private StateBytes() {}

  /** Appends an object. */
  static void write(Object state, EntryWriter writer) {
    try {
      object(state, state.getClass(), writer);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the library's state objects are plain", e);
    }
  }

  /**
   * Takes an object.
   *
   * @throws io.github.watermgmt.model.ModelCorruptException if the bytes are none
   */
  static <T> T read(Class<T> type, EntryReader reader) {
    try {
      return type.cast(object(type, reader, 0));
    } catch (ReflectiveOperationException | NegativeArraySizeException e) {
      throw reader.corrupt("is no state of the library: " + e);
    }
  }

  private static List<Field> fields(Class<?> type) {
    List<Field> all = new ArrayList<>();
    for (Class<?> one = type; one != null && one != Object.class; one = one.getSuperclass()) {
      for (Field field : one.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          field.setAccessible(true);
          all.add(field);
        }
      }
    }
    all.sort(Comparator.comparing(Field::getName));
    return all;
  }

  private static void object(Object state, Class<?> type, EntryWriter writer)
      throws ReflectiveOperationException {
    requireOurs(type);
    for (Field field : fields(type)) {
      value(field.get(state), field.getGenericType(), writer);
    }
  }

  private static void requireOurs(Class<?> type) throws ReflectiveOperationException {
    if (!type.getName().startsWith(LIBRARY)) {
      throw new ReflectiveOperationException(type + " is no state object");
    }
  }

  private static Class<?> raw(Type type) {
    return (Class<?>) (type instanceof ParameterizedType list ? list.getRawType() : type);
  }

  private static void value(@Nullable Object value, Type type, EntryWriter writer)
      throws ReflectiveOperationException {
    Class<?> raw = raw(type);
    if (raw.isPrimitive()) {
      writer.writeString(String.valueOf(value));
      return;
    }
    writer.writeBoolean(value != null);
    if (value == null) {
      return;
    }
    if (raw == String.class) {
      writer.writeString((String) value);
    } else if (raw == byte[].class) {
      writer.writeBytes((byte[]) value);
    } else if (raw == int[].class) {
      writer.writeInts((int[]) value);
    } else if (raw == long[].class) {
      writer.writeLongs((long[]) value);
    } else if (raw == double[].class) {
      writer.writeDoubles((double[]) value);
    } else if (raw.isArray()) {
      int n = Array.getLength(value);
      writer.writeInt(n);
      for (int i = 0; i < n; i++) {
        value(Array.get(value, i), raw.getComponentType(), writer);
      }
    } else if (raw == List.class) {
      Type element = ((ParameterizedType) type).getActualTypeArguments()[0];
      List<?> list = (List<?>) value;
      writer.writeInt(list.size());
      for (Object one : list) {
        value(one, element, writer);
      }
    } else {
      object(value, raw, writer);
    }
  }

  private static Object object(Class<?> type, EntryReader reader, int depth)
      throws ReflectiveOperationException {
    requireOurs(type);
    if (depth > DEEPEST) {
      throw reader.corrupt("is nested too deeply");
    }
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    Object state = constructor.newInstance();
    for (Field field : fields(type)) {
      field.set(state, value(field.getGenericType(), reader, depth + 1));
    }
    return state;
  }

  private static @Nullable Object value(Type type, EntryReader reader, int depth)
      throws ReflectiveOperationException {
    Class<?> raw = raw(type);
    if (raw.isPrimitive()) {
      return primitive(raw, reader);
    }
    if (!reader.readBoolean()) {
      return null;
    }
    if (raw == String.class) {
      return reader.readString();
    } else if (raw == byte[].class) {
      return reader.readBytes();
    } else if (raw == int[].class) {
      return reader.readInts();
    } else if (raw == long[].class) {
      return reader.readLongs();
    } else if (raw == double[].class) {
      return reader.readDoubles();
    } else if (raw.isArray()) {
      int n = reader.readInt("elements", 0, reader.remaining());
      Object array = Array.newInstance(raw.getComponentType(), n);
      for (int i = 0; i < n; i++) {
        Array.set(array, i, value(raw.getComponentType(), reader, depth + 1));
      }
      return array;
    } else if (raw == List.class) {
      Type element = ((ParameterizedType) type).getActualTypeArguments()[0];
      int n = reader.readInt("elements", 0, reader.remaining());
      List<@Nullable Object> list = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        list.add(value(element, reader, depth + 1));
      }
      return list;
    }
    return object(raw, reader, depth);
  }

  private static Object primitive(Class<?> raw, EntryReader reader) {
    String text = reader.readString();
    try {
      if (raw == boolean.class) {
        return Boolean.valueOf(text);
      } else if (raw == int.class) {
        return Integer.valueOf(text);
      } else if (raw == long.class) {
        return Long.valueOf(text);
      } else if (raw == double.class) {
        return Double.valueOf(text);
      } else if (raw == float.class) {
        return Float.valueOf(text);
      } else if (raw == short.class) {
        return Short.valueOf(text);
      } else if (raw == byte.class) {
        return Byte.valueOf(text);
      }
    } catch (NumberFormatException e) {
      throw reader.corrupt("holds '" + text + "' for a " + raw);
    }
    throw reader.corrupt("holds a " + raw + ", which no state has");
  }
}
